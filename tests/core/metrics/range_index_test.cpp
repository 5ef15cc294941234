#include "core/metrics/range_index.h"

#include <cmath>

#include <QTest>

#include "core/evaluate/evaluate.h"
#include "tests/builders_evaluation.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"

namespace fusewright::range_index_test {

namespace {

RangeSource sourceOf(const Evaluation& evaluation) {
  return {.workload = *evaluation.workload,
          .accelerator = *evaluation.design.accelerator,
          .graph = *evaluation.graph,
          .costs = *evaluation.costs,
          .schedule = *evaluation.schedule};
}

RangeSummary summaryOf(const Evaluation& evaluation, double from, double to) {
  const RangeSource source = sourceOf(evaluation);
  return summarise(buildRangeIndex(source, evaluation.design.assumptions), source, Cycles{from}, Cycles{to});
}

std::size_t at(IdleCause cause) {
  return static_cast<std::size_t>(cause);
}

/// The small Mamba block, fused, with `tokens` tokens.
Evaluation mamba(std::int64_t tokens) {
  TileCostTable table;
  return evaluate({.workload = std::make_shared<const Workload>(tests::miniMamba({.tokens = tokens})),
                   .accelerator = std::make_shared<const Accelerator>(tests::chipWithSharedDram({.d1 = 4, .d2 = 4}))},
                  table)
      .value();
}

/// Cycles of all that moves over the links within a range, move by move.
Statistic bruteMoves(const Evaluation& evaluation, double from, double to) {
  Statistic time;
  const auto add = [&](double start, double end) {
    if (std::min(end, to) - std::max(start, from) > 0) time.add(std::min(end, to) - std::max(start, from));
  };
  const Schedule& schedule = *evaluation.schedule;
  for (const Transfer& transfer : schedule.transfers)
    for (std::size_t hop = 0; hop < schedule.linksOf(transfer).size(); ++hop)
      if (!transfer.sharesHop(hop)) add(transfer.start.value, transfer.end.value);
  for (const Stream& stream : schedule.streams)
    if (!stream.shared) add(stream.start.value, stream.end.value);
  return time;
}

/// Busy cycles of all cores within a range, tile by tile.
double bruteBusy(const Evaluation& evaluation, double from, double to) {
  double busy = 0;
  for (std::size_t tile = 0; tile < evaluation.graph->size(); ++tile)
    busy += std::max(0.0, std::min(evaluation.schedule->end[tile].value, to) -
                              std::max(evaluation.schedule->start[tile].value, from));
  return busy;
}

}  // namespace

class RangeIndexRules : public QObject {
  Q_OBJECT

 private slots:
  void tilesAndGapsAreCutAtTheEndsOfTheRange() {
    // Tiles run [10, 20.5) and [25, 40); in [15, 30) the first has 5.5 cycles and the second 5, with 4.5 idle between.
    const RangeSummary range = summaryOf(tests::handWrittenEvaluation(), 15, 30);
    QCOMPARE(range.cores.size(), std::size_t{1});
    QCOMPARE(range.cores[0].busy, (Statistic{.count = 2, .sum = 10.5, .least = 5, .most = 5.5}));
    QCOMPARE(range.cores[0].idle[at(IdleCause::LinkTaken)],
             (Statistic{.count = 1, .sum = 4.5, .least = 4.5, .most = 4.5}));
    QCOMPARE(range.cores[0].idle[at(IdleCause::TransferInFlight)].count, std::int64_t{0});
  }

  void bitsCountByThePartOfTheirTimeInTheRange() {
    // The weight moves 100 bits in [0, 10), the stream 300 in [25, 40), the result 50 in [40, 45): in [5, 42) that is
    // 50 + 300 read and 20 written, in 5 and 15 and in 2 cycles.
    const RangeSummary range = summaryOf(tests::handWrittenEvaluation(), 5, 42);
    QCOMPARE(std::round(range.links[0].readBits * 1e6) / 1e6, 350.0);
    QCOMPARE(range.links[0].reads, (Statistic{.count = 2, .sum = 20, .least = 5, .most = 15}));
    QCOMPARE(std::round(range.links[0].writtenBits * 1e6) / 1e6, 20.0);
    QCOMPARE(range.links[0].writes, (Statistic{.count = 1, .sum = 2, .least = 2, .most = 2}));
  }

  void theTimeAfterTheLastTileIsIdleWithNothingToDo() {
    const RangeSummary range = summaryOf(tests::handWrittenEvaluation(), 41, 45);
    QCOMPARE(range.cores[0].idle[at(IdleCause::NothingToDo)].sum, 4.0);
    QCOMPARE(range.cores[0].busy.count, std::int64_t{0});
    QVERIFY(range.families.empty());
  }

  void familiesAreSortedByTheirTime() {
    const RangeSummary range = summaryOf(tests::handWrittenEvaluation(), 0, 45);
    // The second layer runs 15 cycles, the first 10.5.
    QCOMPARE(range.families[0].family, LayerId(1));
    QCOMPARE(range.families[1].busy.sum, 10.5);
  }

  void theWholeRunAddsUpToItsMetrics() {
    const Evaluation evaluation = mamba(64);
    const Metrics& metrics = *evaluation.metrics;
    const RangeSummary range = summaryOf(evaluation, 0, evaluation.schedule->makespan.value);
    QVERIFY(std::abs(range.cores[0].busy.sum - metrics.cores[0].busy.value) < 1e-6 * metrics.latency.value);
    double idle = 0;
    for (const Statistic& cause : range.cores[0].idle) idle += cause.sum;
    QVERIFY(std::abs(range.cores[0].busy.sum + idle - evaluation.schedule->makespan.value) <
            1e-6 * metrics.latency.value);
    double energy = 0;
    for (const LayerMetrics& layer : metrics.layers) energy += layer.energy.value;
    QVERIFY(std::abs(range.energy - energy) <= 1e-9 * energy);
    const double bits = range.links[0].readBits + range.links[0].writtenBits;
    double moved = 0;
    for (const Transfer& transfer : evaluation.schedule->transfers) moved += static_cast<double>(transfer.bits.value);
    for (const Stream& stream : evaluation.schedule->streams) moved += static_cast<double>(stream.bits.value);
    QVERIFY(std::abs(bits - moved) <= 1e-6 * moved);
  }

  void blocksChangeNothing() {
    // 700 tokens are 4,919 tiles, more than a block of 4,096.
    const Evaluation evaluation = mamba(700);
    QVERIFY(evaluation.graph->size() > 4096);
    const RangeSource source = sourceOf(evaluation);
    const RangeIndex index = buildRangeIndex(source, evaluation.design.assumptions);
    const double span = evaluation.schedule->makespan.value;
    for (int step = 0; step < 40; ++step) {
      const double from = span * (step % 7) / 15;
      const double to = from + span * (step % 11) / 12;
      const RangeSummary range = summarise(index, source, Cycles{from}, Cycles{to});
      QVERIFY(std::abs(range.cores[0].busy.sum - bruteBusy(evaluation, from, to)) < 1e-6 * span);
      Statistic moves;
      for (const LinkInRange& link : range.links) {
        moves.merge(link.reads);
        moves.merge(link.writes);
      }
      const Statistic brute = bruteMoves(evaluation, from, to);
      QCOMPARE(moves.count, brute.count);
      QCOMPARE(moves.most, brute.most);
      QCOMPARE(moves.least, brute.least);
      QVERIFY(std::abs(moves.sum - brute.sum) < 1e-6 * span);
    }
  }
};

FUSEWRIGHT_TEST(RangeIndexRules)

}  // namespace fusewright::range_index_test

#include "range_index_test.moc"
