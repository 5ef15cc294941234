#include "app/session/waterfall_runner.h"

#include <QtTest>

#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "tests/test_program.h"

namespace fusewright::waterfall_runner_test {

namespace {

Design smallDesign() {
  return {.workload = std::make_shared<const Workload>(tests::miniMamba()),
          .accelerator = std::make_shared<const Accelerator>(tests::chipWithSharedDram({.d1 = 2, .d2 = 4})),
          .mapping = {.fusion = NamedFusion{"all"}}};
}

bool hasRows(const WaterfallRunner& runner) {
  return QTest::qWaitFor([&] { return !runner.rows().empty(); }, 20000);
}

}  // namespace

class WaterfallRunnerViews : public QObject {
  Q_OBJECT

 private slots:
  void nothingIsEvaluatedUntilSomebodyLooks() {
    WaterfallRunner runner;
    runner.follow(smallDesign());
    QTest::qWait(50);
    QCOMPARE(runner.started(), 0);
    runner.setWanted(true);
    QVERIFY(hasRows(runner));
    QVERIFY(runner.rows() == waterfall(smallDesign()));
  }

  void otherRepairsOfTheSameDesignKeepTheRows() {
    WaterfallRunner runner;
    runner.setWanted(true);
    Design design = smallDesign();
    runner.follow(design);
    QVERIFY(hasRows(runner));
    design.assumptions = physicalAssumptions();
    runner.follow(design);
    QVERIFY(!runner.rows().empty());
    QCOMPARE(runner.started(), 1);
  }

  void anotherDesignMakesNewRows() {
    WaterfallRunner runner;
    runner.setWanted(true);
    Design design = smallDesign();
    runner.follow(design);
    QVERIFY(hasRows(runner));
    design.mapping.fusion = NamedFusion{"unfused"};
    runner.follow(design);
    QVERIFY(runner.rows().empty());
    QVERIFY(hasRows(runner));
    QVERIFY(runner.rows() == waterfall(design));
  }
};

FUSEWRIGHT_TEST(WaterfallRunnerViews)

}  // namespace fusewright::waterfall_runner_test

#include "waterfall_runner_test.moc"
