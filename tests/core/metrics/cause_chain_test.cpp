// Chains of causes back in time. Elements have 10 bits and the off-chip link moves 10 bits a cycle, so that a tensor of
// n elements takes n cycles.
#include "core/metrics/cause_chain.h"

#include <QTest>

#include "core/metrics/idle_time.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mapping.h"
#include "tests/builders_schedule.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::cause_chain_test {
using namespace tests;
using namespace std::string_literals;

namespace {

Accelerator chipOf(std::int64_t bits, int cores = 1) {
  return chipWithSharedDram({.cores = cores, .d1 = 1, .d2 = 1, .sram = Bits{bits}, .dramBandwidth = BitsPerCycle{10}});
}

/// first(x) -> second(first, w) with a weight of that many elements, 20 cycles each; x has 20 elements.
Run chainWithWeight(std::int64_t weights, std::int64_t capacity) {
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {10, 2});
  const TensorId w = write.constant("w", {weights});
  const TensorId between = write.layer("first", "L=10 K=2", {{x, "L K"}}, "L");
  write.layer("second", "L=10 K=" + std::to_string(weights), {{between, "L"}, {w, "K"}}, "L");
  return scheduled(write.workload(), chipOf(capacity), unfused(write.workload()), {takes(20)});
}

std::string nameOf(const Run& run, const Culprit& culprit) {
  if (const auto* tile = std::get_if<TileId>(&culprit)) return run.workload.layer(run.graph.layer[tile->index()]).name;
  const bool moved = std::holds_alternative<TransferId>(culprit);
  const PieceId id =
      moved ? run.schedule.transfers[std::get<TransferId>(culprit).index()].piece : std::get<PieceId>(culprit);
  const Piece& piece = run.schedule.pieces[id.index()];
  const std::string layer = run.workload.layer(piece.layer).name;
  const std::string what = piece.kind == Piece::Kind::Constant ? "constant of " + layer : "output of " + layer;
  return (moved ? "move of " : "leaving of ") + what;
}

/// "Dependency first 20-40, Transfer move of constant of first 0-20".
std::string words(const Run& run, const CauseChain& chain) {
  static const std::vector<std::string> kCauses{"None",     "CoreBusy",   "Dependency",      "Transfer",
                                                "LinkBusy", "MemoryFull", "Synchronisation", "OffChip"};
  std::string text;
  for (const CauseLink& link : chain.links) {
    if (!text.empty()) text += ", ";
    text += kCauses[static_cast<std::size_t>(link.cause)] + " " + nameOf(run, link.culprit) + " " +
            std::to_string(static_cast<int>(link.from.value)) + "-" + std::to_string(static_cast<int>(link.to.value));
  }
  return text;
}

std::string causesOfSecond(const Run& run) {
  return words(run, causesOfStart(run.graph, run.schedule, TileId(1), 10));
}

}  // namespace

class CauseChainRules : public QObject {
  Q_OBJECT

 private slots:
  void aTileThatWaitedForItsCoreIsTracedToTheFetchThatBeganItAll() {
    // x travels [0, 20), first runs [20, 40), w has long arrived; second follows at once.
    QCOMPARE(causesOfSecond(chainWithWeight(10, 100000)),
             "CoreBusy first 20-40, Transfer move of constant of first 0-20"s);
  }

  void aLateTransferIsNamedBeforeTheOneThatHeldTheLink() {
    // w needs [20, 60) since x has the link until 20; second could have run from 40 on.
    QCOMPARE(causesOfSecond(chainWithWeight(40, 100000)),
             "LinkBusy move of constant of second 20-60, LinkBusy move of constant of first 0-20"s);
  }

  void aFullMemoryIsTracedToTheLastUserOfWhatLeft() {
    // x (200 bits), first (100) and w (100) are too much for 350 until x leaves at 40, when first has read it; then w
    // travels [40, 50).
    QCOMPARE(causesOfSecond(chainWithWeight(10, 350)),
             "MemoryFull move of constant of second 40-50, MemoryFull leaving of constant of first 0-40, "
             "Dependency first 20-40, Transfer move of constant of first 0-20"s);
  }

  void aChainStopsWhereItIsToldTo() {
    const Run run = chainWithWeight(10, 350);
    const CauseChain chain = causesOfStart(run.graph, run.schedule, TileId(1), 2);
    QCOMPARE(chain.links.size(), std::size_t{2});
    QVERIFY(!chain.complete);
    QVERIFY(causesOfStart(run.graph, run.schedule, TileId(1), 4).complete);
  }

  void whatStartsAtOnceHasNoCause() {
    WorkloadWriter write(10);
    write.layer("m", "K=10", {{write.constant("w", {10}), "K"}}, "0");
    const Run run =
        scheduled(write.workload(), chipOf(1000), unfused(write.workload()), {streams(10, OperandRole::I, 10)});
    QCOMPARE(causesOfStart(run.graph, run.schedule, TileId(0), 10), CauseChain{});
  }

  void aGapHasTheCausesOfTheTileThatEndsIt() {
    const Run run = chainWithWeight(40, 100000);
    const auto idle = idleIntervals(run.schedule);
    // The core waits [0, 20) for x and [40, 60) for w.
    QCOMPARE(idle[1].from.value, 40.0);
    QCOMPARE(tileAfter(run.schedule, idle[1]), std::optional(TileId(1)));
    QCOMPARE(causesOfIdle(run.graph, run.schedule, idle[1], 10), causesOfStart(run.graph, run.schedule, TileId(1), 10));
  }

  void aGapAtTheEndHasNoCause() {
    const Run run = chainWithWeight(10, 100000);
    const IdleInterval end{.core = CoreId(0), .from = run.schedule.end[1], .to = run.schedule.makespan};
    QCOMPARE(tileAfter(run.schedule, end), std::nullopt);
    QVERIFY(causesOfIdle(run.graph, run.schedule, end, 10).links.empty());
  }
};

FUSEWRIGHT_TEST(CauseChainRules)

}  // namespace fusewright::cause_chain_test

#include "cause_chain_test.moc"
