#include "core/metrics/steady_state.h"

#include <algorithm>

#include <QTest>

#include "core/evaluate/evaluate.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"
#include "tests/unfolded_runs.h"

namespace fusewright::steady_state_test {
using namespace tests;

namespace {

/// A schedule by hand: tiles of layers, one after the other on cores.
struct Hand {
  Workload workload;
  TileGraph graph;
  Schedule schedule;

  Hand(int layers, int cores) {
    for (int layer = 0; layer < layers; ++layer) {
      workload.layers.emplace_back();
      workload.layers.back().family = LayerId(layer);
    }
    schedule.tilesOfCore.resize(static_cast<std::size_t>(cores));
  }

  void add(int core, int layer, double start, double cycles) {
    schedule.tilesOfCore[static_cast<std::size_t>(core)].emplace_back(graph.size());
    graph.layer.emplace_back(layer);
    graph.core.emplace_back(core);
    schedule.start.emplace_back(start);
    schedule.end.emplace_back(start + cycles);
    schedule.makespan = std::max(schedule.makespan, Cycles(start + cycles));
  }

  [[nodiscard]] std::vector<SteadyState> states() const { return steadyStates(workload, graph, schedule); }
};

/// A prologue of 7 cycles, `count` periods of 10 cycles on two cores, and 5 cycles at the end.
Hand steady(int count) {
  Hand hand(3, 2);
  hand.add(0, 2, 0, 7);
  for (int time = 0; time < count; ++time) {
    const double from = 7 + 10.0 * time;
    hand.add(0, 0, from, 4);
    hand.add(0, 1, from + 4, 5);
    hand.add(1, 1, from + 2, 6);
  }
  hand.add(0, 2, 7 + 10.0 * count + 1, 4);
  return hand;
}

}  // namespace

/// Where every core does the same again and again.
class SteadyStateRules : public QObject {
  Q_OBJECT

 private slots:
  void prologuePeriodAndEpilogueAreTold() {
    const Hand hand = steady(50);
    const auto states = hand.states();
    QCOMPARE(states.size(), std::size_t{1});
    QCOMPARE(states.front().period, Cycles(10));
    // The other core's first tile starts at 9, so that the period common to both begins there; the last starts at 499.
    QCOMPARE(states.front().from, Cycles(9));
    QCOMPARE(states.front().count, std::int64_t{49});
    QCOMPARE(unfolded(runsOf(hand.workload, hand.graph, hand.schedule), states),
             runsOf(hand.workload, hand.graph, hand.schedule));
  }

  void aScheduleThatNeverDoesTheSameHasNoSteadyState() {
    Hand hand(1, 1);
    double start = 0;
    for (int tile = 1; tile < 200; ++tile) {
      hand.add(0, 0, start, tile);
      start += tile;
    }
    QVERIFY(hand.states().empty());
    QVERIFY(Hand(1, 2).states().empty());
  }

  void aTileThatRunsACycleLongerEndsTheSteadyStateThere() {
    Hand hand = steady(60);
    // Tile 3 of the 31st period on core 1 starts at 7 + 300 + 2.
    const std::size_t late = 1 + 3 * 30 + 2;
    QCOMPARE(hand.schedule.start[late], Cycles(309));
    hand.schedule.end[late] = Cycles(316);
    const auto states = hand.states();
    QCOMPARE(states.size(), std::size_t{2});
    QVERIFY(states[0].to() <= Cycles(309));
    QVERIFY(states[1].from > Cycles(309));
    QCOMPARE(unfolded(runsOf(hand.workload, hand.graph, hand.schedule), states),
             runsOf(hand.workload, hand.graph, hand.schedule));
  }

  void coresOfDifferentPeriodsRepeatTogetherAfterTheirCommonMultiple() {
    Hand hand(2, 2);
    for (int time = 0; time < 120; ++time) hand.add(0, 0, 4.0 * time, 3);
    for (int time = 0; time < 80; ++time) hand.add(1, 1, 6.0 * time, 5);
    const auto states = hand.states();
    QCOMPARE(states.size(), std::size_t{1});
    QCOMPARE(states.front().period, Cycles(12));
    QCOMPARE(unfolded(runsOf(hand.workload, hand.graph, hand.schedule), states),
             runsOf(hand.workload, hand.graph, hand.schedule));
  }

  void unrolledTokensOfAMambaBlockAreAPeriodEach() {
    TileCostTable table;
    const auto evaluation =
        evaluate({.workload = std::make_shared<const Workload>(tests::miniMamba({.tokens = 100})),
                  .accelerator = std::make_shared<const Accelerator>(tests::chipWithSharedDram({.d1 = 4, .d2 = 4}))},
                 table)
            .value();
    const auto states = steadyStates(*evaluation.workload, *evaluation.graph, *evaluation.schedule);
    QVERIFY(!states.empty());
    const auto runs = runsOf(*evaluation.workload, *evaluation.graph, *evaluation.schedule);
    QCOMPARE(unfolded(runs, states), runs);
  }
};

FUSEWRIGHT_TEST(SteadyStateRules)

}  // namespace fusewright::steady_state_test

#include "steady_state_test.moc"
