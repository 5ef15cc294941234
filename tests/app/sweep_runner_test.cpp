#include "app/session/sweep_runner.h"

#include <set>
#include <thread>

#include <QtTest>

#include "core/evaluate/evaluate.h"
#include "core/explore/sweep/area_grid.h"
#include "core/hardware/iso_area.h"
#include "core/hardware/parameters.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"

namespace fusewright::sweep_runner_test {

namespace {

Design miniDesign(const std::string& fusion = "all") {
  static const auto kWorkload = std::make_shared<const Workload>(tests::miniMamba());
  static const auto kMachine = std::make_shared<const Accelerator>(tests::chipWithSharedDram());
  return {.workload = kWorkload, .accelerator = kMachine, .mapping = {.fusion = NamedFusion{fusion}}};
}

Design resized(Design design, const char* id, const char* value) {
  design.accelerator = std::make_shared<const Accelerator>(*withParameter(*design.accelerator, id, value));
  return design;
}

Evaluator engine() {
  return engineEvaluator(std::make_shared<TileCostTable>());
}

bool waitUntilSwept(const SweepRunner& sweep) {
  return QTest::qWaitFor([&] { return !sweep.progress().running; }, 30000);
}

}  // namespace

class SweepRunnerViews : public QObject {
  Q_OBJECT

 private slots:
  void theGridIsVisitedOnceAndCoarselyFirst() {
    const auto grid = areaGrid(tests::chipWithSharedDram());
    // 9 areas of 12 fractions.
    QCOMPARE(grid.size(), std::size_t{108});
    std::set<std::pair<double, double>> distinct;
    for (const AreaSample& sample : grid) distinct.emplace(sample.areaMm2, sample.memoryFraction);
    QCOMPARE(distinct.size(), grid.size());
    std::set<double> areas;
    for (std::size_t index = 0; index < 20; ++index) areas.insert(grid[index].areaMm2);
    QVERIFY(areas.size() >= 8);
  }

  void everyDesignOfTheSweepHasTheAreaAndFractionAskedFor() {
    SweepRunner sweep(engine());
    sweep.follow(miniDesign());
    QVERIFY(waitUntilSwept(sweep));
    QCOMPARE(sweep.progress().done, sweep.progress().total);
    QVERIFY(!sweep.points().empty());
    for (const DesignPoint& point : sweep.points()) {
      const double wanted = chipArea(*withArea(*miniDesign().accelerator, point.areaMm2, point.memoryFraction));
      // Units and bits are whole: the area is met to a part in a hundred.
      QVERIFY(std::abs(chipArea(*point.design.accelerator) - wanted) < 0.01 * wanted);
      QVERIFY(point.latencyCycles > 0);
    }
  }

  void aResizedChipDoesNotStartTheSweepAgain() {
    SweepRunner sweep(engine());
    sweep.follow(miniDesign());
    QVERIFY(waitUntilSwept(sweep));
    const auto found = sweep.points().size();
    sweep.follow(resized(miniDesign(), "onchip_memory_MB", "3"));
    QVERIFY(!sweep.progress().running);
    QCOMPARE(sweep.points().size(), found);
  }

  void openingAPointOfTheSweepDoesNotStartItAgain() {
    SweepRunner sweep(engine());
    sweep.follow(miniDesign());
    QVERIFY(waitUntilSwept(sweep));
    for (const DesignPoint& point : std::vector(sweep.points())) {
      sweep.follow(point.design);
      QVERIFY(!sweep.progress().running);
    }
  }

  void anotherOffChipBandwidthStartsItAgain() {
    SweepRunner sweep(engine());
    sweep.follow(miniDesign());
    QVERIFY(waitUntilSwept(sweep));
    sweep.follow(resized(miniDesign(), "dram_bits_per_cycle", "512"));
    QCOMPARE(sweep.progress().done, 0);
  }

  void anotherPlanOrClockStartsItAgain() {
    SweepRunner sweep(engine());
    sweep.follow(miniDesign());
    QVERIFY(waitUntilSwept(sweep));
    sweep.follow(miniDesign("unfused"));
    QCOMPARE(sweep.progress().done, 0);
    QVERIFY(waitUntilSwept(sweep));
    sweep.follow(resized(miniDesign("unfused"), "frequency_MHz", "500"));
    QCOMPARE(sweep.progress().done, 0);
  }

  void aPausedSweepEvaluatesNothingMore() {
    std::atomic<int> evaluations = 0;
    SweepRunner sweep(
        [&evaluations, real = engine()](const Design& design, const Evaluation* previous, std::stop_token stop) {
          ++evaluations;
          std::this_thread::sleep_for(std::chrono::milliseconds(2));
          return real(design, previous, stop);
        });
    sweep.follow(miniDesign());
    QTRY_VERIFY(evaluations > 3);
    sweep.pause();
    QTest::qWait(50);
    const int paused = evaluations;
    QTest::qWait(100);
    QCOMPARE(evaluations.load(), paused);
    sweep.resume();
    QTRY_VERIFY(evaluations > paused);
  }

  void aSweepThatIsSwitchedOffKeepsItsPointsAndStops() {
    SweepRunner sweep(engine());
    sweep.follow(miniDesign());
    QTRY_VERIFY(sweep.points().size() > 2);
    sweep.setEnabled(false);
    const auto found = sweep.points().size();
    QTest::qWait(50);
    QCOMPARE(sweep.points().size(), found);
    QVERIFY(!sweep.progress().running);
  }

  void aSweepMayEndWhileItIsPaused() {
    auto sweep = std::make_unique<SweepRunner>(engine());
    sweep->follow(miniDesign());
    sweep->pause();
    QTest::qWait(20);
    sweep.reset();
  }
};

FUSEWRIGHT_TEST(SweepRunnerViews)

}  // namespace fusewright::sweep_runner_test

#include "sweep_runner_test.moc"
