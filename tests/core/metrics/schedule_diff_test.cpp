#include "core/metrics/schedule_diff.h"

#include <cmath>
#include <numeric>

#include <QTest>

#include "core/evaluate/evaluate.h"
#include "tests/builders_evaluation.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"

namespace fusewright::schedule_diff_test {

namespace {

ScheduleSide sideOf(const Evaluation& evaluation) {
  return {.workload = *evaluation.workload, .graph = *evaluation.graph, .schedule = *evaluation.schedule};
}

/// The hand-written evaluation with its second tile in [30, 50) instead of [25, 40), and all over at 55 instead of 45.
Evaluation later() {
  Evaluation evaluation = tests::handWrittenEvaluation();
  Schedule schedule = *evaluation.schedule;
  schedule.start[1] = Cycles{30};
  schedule.end[1] = Cycles{50};
  schedule.makespan = schedule.latency = Cycles{55};
  evaluation.schedule = std::make_shared<const Schedule>(std::move(schedule));
  return evaluation;
}

Evaluation mamba(Bits sram) {
  TileCostTable table;
  return evaluate({.workload = std::make_shared<const Workload>(tests::miniMamba()),
                   .accelerator = std::make_shared<const Accelerator>(
                       tests::chipWithSharedDram({.d1 = 4, .d2 = 4, .sram = sram}))},
                  table)
      .value();
}

double sumOf(const LatencyShares& shares) {
  return std::accumulate(shares.families.begin(), shares.families.end(), 0.0) +
         std::accumulate(shares.waiting.begin(), shares.waiting.end(), 0.0);
}

}  // namespace

class ScheduleDiffRules : public QObject {
  Q_OBJECT

 private slots:
  void timeBelongsToTheTileThatRunsOrToWhatIsWaitedFor() {
    const Evaluation evaluation = tests::handWrittenEvaluation();
    const LatencyShares shares = latencyShares(*evaluation.workload, *evaluation.graph, *evaluation.schedule);
    // Tiles take 10.5 and 15 cycles; 10 are waited for a transfer, 4.5 for the link; 5 remain after the last tile.
    QCOMPARE(shares.families, (std::vector<double>{10.5, 15}));
    QCOMPARE(shares.waiting[static_cast<std::size_t>(IdleCause::TransferInFlight)], 10.0);
    QCOMPARE(shares.waiting[static_cast<std::size_t>(IdleCause::LinkTaken)], 4.5);
    QCOMPARE(shares.waiting[static_cast<std::size_t>(IdleCause::NothingToDo)], 5.0);
  }

  void tilesThatRunTogetherShareTheTime() {
    Evaluation evaluation = tests::handWrittenEvaluation();
    Schedule schedule = *evaluation.schedule;
    // The second tile on a core of its own, in [10, 31): 10.5 cycles shared by two, 10.5 alone.
    schedule.tilesOfCore = {{TileId(0)}, {TileId(1)}};
    schedule.start[1] = Cycles{10};
    schedule.end[1] = Cycles{31};
    const LatencyShares shares = latencyShares(*evaluation.workload, *evaluation.graph, schedule);
    QCOMPARE(shares.families, (std::vector<double>{5.25, 15.75}));
    QCOMPARE(sumOf(shares), 45.0);
  }

  void sharesAddUpToTheMakespan() {
    for (const std::int64_t bits : {1 << 14, 1 << 20}) {
      const Evaluation evaluation = mamba(Bits{bits});
      const LatencyShares shares = latencyShares(*evaluation.workload, *evaluation.graph, *evaluation.schedule);
      QVERIFY(std::abs(sumOf(shares) - evaluation.schedule->makespan.value) < 1e-6);
    }
  }

  void aTileIsComparedWithItselfByLayerAndNumber() {
    const Evaluation before = tests::handWrittenEvaluation();
    const Evaluation after = later();
    const ScheduleDiff diff = compareSchedules(sideOf(before), sideOf(after));
    QCOMPARE(diff.tiles.size(), std::size_t{2});
    // The second tile starts 5 cycles later and takes 20 instead of 15; the first is as it was.
    QCOMPARE(diff.tiles[0],
             (TileShift{.before = TileId(1), .after = TileId(1), .start = 5, .duration = 5, .moved = false}));
    QCOMPARE(diff.tiles[1].size(), 0.0);
    QCOMPARE(diff.onlyBefore, std::int64_t{0});
  }

  void theChangesOfTheSharesSumToTheChangeOfTheMakespan() {
    const Evaluation before = tests::handWrittenEvaluation();
    const Evaluation after = later();
    const ScheduleDiff diff = compareSchedules(sideOf(before), sideOf(after));
    // 5 cycles more waiting for the link (9.5 instead of 4.5), 5 more for the second layer; the end is 5 as before.
    double sum = 0;
    for (const ShareShift& shift : diff.shares) sum += shift.change();
    QCOMPARE(sum, 10.0);
    QCOMPARE(diff.shares[0].change(), 5.0);
    QCOMPARE(diff.shares[1].change(), 5.0);
    QCOMPARE(diff.shares[2].change(), 0.0);
  }

  void layersOfAnotherModelMatchByName() {
    const Evaluation before = tests::handWrittenEvaluation();
    Workload renamed = *before.workload;
    std::swap(renamed.layers[0].name, renamed.layers[1].name);
    const auto same = sameLayers(*before.workload, renamed);
    QCOMPARE(same[0], std::optional(LayerId(1)));
    renamed.layers[0].name = "other";
    QCOMPARE(sameLayers(*before.workload, renamed)[1], std::nullopt);
  }

  void aScheduleDoesNotDifferFromItself() {
    const Evaluation evaluation = mamba(Bits{1 << 20});
    const ScheduleDiff diff = compareSchedules(sideOf(evaluation), sideOf(evaluation));
    QCOMPARE(diff.tiles.size(), evaluation.graph->size());
    QVERIFY(std::ranges::all_of(diff.tiles, [](const TileShift& shift) { return shift.size() == 0 && !shift.moved; }));
    QVERIFY(std::ranges::all_of(diff.shares, [](const ShareShift& shift) { return shift.change() == 0; }));
  }
};

FUSEWRIGHT_TEST(ScheduleDiffRules)

}  // namespace fusewright::schedule_diff_test

#include "schedule_diff_test.moc"
