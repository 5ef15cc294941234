#include "core/explore/sweep/sweep.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include <QTest>

#include "core/evaluate/evaluate.h"
#include "tests/builders_evaluation.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::sweep_test {
using namespace tests;

namespace {

constexpr std::size_t kDesigns = 12;

/// A chip of 2 x 4 units with `sram` bits.
Accelerator chipOf(std::int64_t sram) {
  return chipWithSharedDram({.cores = 1, .d1 = 2, .d2 = 4, .sram = Bits{sram}, .dramBandwidth = BitsPerCycle{64}});
}

/// Design number `index`: a Mamba block of four tokens, fused, in ever more memory.
Result<Design> designOf(std::size_t index) {
  static const auto block = std::make_shared<const Workload>(miniMamba());
  return Design{.workload = block,
                .accelerator = std::make_shared<const Accelerator>(chipOf(2000 + 500 * static_cast<int>(index))),
                .mapping = {.fusion = NamedFusion{index % 2 == 0 ? "all" : "A"}}};
}

}  // namespace

class SweepRules : public QObject {
  Q_OBJECT

 private slots:
  void aRowIsWhatOneEvaluationSays() {
    const auto rows = sweep(kDesigns, designOf);
    QCOMPARE(rows.size(), kDesigns);
    for (std::size_t index = 0; index < kDesigns; ++index) {
      TileCostTable table;
      const Evaluation alone = evaluate(*designOf(index), table).value();
      QVERIFY(rows[index].metrics == sweepMetrics(alone));
    }
  }

  void theNumberOfThreadsChangesNoRow() {
    QVERIFY(sweep(kDesigns, designOf, {.jobs = 4}) == sweep(kDesigns, designOf, {.jobs = 1}));
  }

  void everyDesignThatIsNamedIsHandedOverOnce() {
    // Every second design, in runs of at most three whatever is asked for.
    std::uint64_t given = 0;
    const auto next = [&](std::size_t most) {
      std::vector<std::uint64_t> indices;
      for (; indices.size() < std::min<std::size_t>(most, 3) && given < kDesigns; given += 2) indices.push_back(given);
      return indices;
    };
    std::map<std::uint64_t, SweepRow> taken;
    int calls = 0;
    sweepEach(next, designOf,
              [&](std::uint64_t index, SweepRow row) {
                ++calls;
                taken[index] = std::move(row);
              },
              {.jobs = 3});
    QCOMPARE(calls, static_cast<int>(kDesigns / 2));
    const auto rows = sweep(kDesigns, designOf);
    for (const auto& [index, row] : taken) QVERIFY(row == rows[index]);
  }

  void anImpossibleDesignIsARowThatSaysWhy() {
    const auto rows = sweep(kDesigns, [](std::size_t index) -> Result<Design> {
      if (index == 3) return failure("no such chip", "area", "give a larger area");
      return designOf(index);
    });
    QVERIFY(!rows[3].metrics);
    QCOMPARE(rows[3].violations, std::vector<std::string>{"area: no such chip; give a larger area"});
    for (std::size_t index = 0; index < kDesigns; ++index) QCOMPARE(rows[index].metrics.has_value(), index != 3);
  }

  void aMappingThatIsRefusedIsARowToo() {
    const auto rows = sweep(1, [](std::size_t) {
      auto design = designOf(0);
      design->mapping.fusion = NamedFusion{"nonsense"};
      return design;
    });
    QVERIFY(!rows[0].metrics);
    QVERIFY(rows[0].violations.front().find("nonsense") != std::string::npos);
  }

  void whatThrowsLosesNoOtherRow() {
    const auto rows = sweep(kDesigns,
                            [](std::size_t index) -> Result<Design> {
                              if (index == 5) throw std::runtime_error("broken");
                              return designOf(index);
                            },
                            {.jobs = 2});
    QCOMPARE(rows[5].violations, std::vector<std::string>{"internal error: broken"});
    for (std::size_t index = 0; index < kDesigns; ++index) QCOMPARE(rows[index].metrics.has_value(), index != 5);
  }

  void aDesignThatDoesNotFitKeepsItsMetricsBesideItsViolations() {
    // 40 bits of SRAM hold no more than one 32-bit word; every tile needs at least two.
    const auto rows = sweep(1, [](std::size_t) {
      auto design = designOf(0);
      design->accelerator = std::make_shared<const Accelerator>(chipOf(40));
      return design;
    });
    QVERIFY(rows[0].metrics);
    QVERIFY(!rows[0].violations.empty());
  }

  void progressCountsEveryDesignOnce() {
    std::vector<std::size_t> seen;
    const auto rows =
        sweep(kDesigns, designOf, {.jobs = 3, .progress = [&](std::size_t done) { seen.push_back(done); }});
    QCOMPARE(rows.size(), kDesigns);
    std::vector<std::size_t> wanted;
    for (std::size_t done = 1; done <= kDesigns; ++done) wanted.push_back(done);
    QCOMPARE(seen, wanted);
  }

  void aStopLeavesTheRowsThatWereNotReachedEmpty() {
    std::stop_source stop;
    const auto rows = sweep(kDesigns, designOf,
                            {.progress =
                                 [&](std::size_t done) {
                                   if (done == 2) stop.request_stop();
                                 }},
                            stop.get_token());
    QVERIFY(rows[0].metrics && rows[1].metrics);
    for (std::size_t index = 2; index < kDesigns; ++index) QVERIFY(rows[index] == SweepRow{});
  }

  void designsOfMoreTilesThanASweepHoldsAreRefused() {
    // Fused, one token a tile: layers 0, 23 and 24 are one tile each, the other 4 and 3 kinds of steps 4 tiles
    // each: 31. `A` fuses 2 layers of 4 tiles; the other 5 and the 12 steps are one each: 25.
    const auto rows = sweep(2, designOf, {.tilesAtOnce = 30});
    QCOMPARE(rows[0].violations,
             std::vector<std::string>{"it would be cut into 31 tiles, more than the 30 that a sweep holds at once"});
    QVERIFY(!rows[0].metrics);
    QVERIFY(rows[1].metrics);
    QCOMPARE(rows[1].metrics->tiles, std::int64_t{25});
  }

  void waitingForRoomChangesNoRow() {
    QVERIFY(sweep(kDesigns, designOf, {.jobs = 4, .tilesAtOnce = 31}) == sweep(kDesigns, designOf));
  }

  void metricsCountTransfersStreamsAndThePeak() {
    // Weight w: 100 bits in; the result: 50 bits out; tile 1 streams W. The core's memory holds 150 bits at most.
    const SweepMetrics metrics = sweepMetrics(handWrittenEvaluation());
    QCOMPARE(metrics.tiles, std::int64_t{2});
    QCOMPARE(metrics.transferReads, std::int64_t{1});
    QCOMPARE(metrics.transferReadBits, Bits{100});
    QCOMPARE(metrics.transferWrites, std::int64_t{1});
    QCOMPARE(metrics.transferWriteBits, Bits{50});
    QCOMPARE(metrics.streams, std::int64_t{1});
    QCOMPARE(metrics.peakMemory, Bits{150});
  }

  void cutsAreNamedWithTheirMostParts() {
    const auto rows = sweep(1, designOf);
    QVERIFY((rows[0].metrics->cuts == std::vector<TilingEntry>{{"L", 4}}));
  }
};

FUSEWRIGHT_TEST(SweepRules)

}  // namespace fusewright::sweep_test

#include "sweep_test.moc"
