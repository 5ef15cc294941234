#include <QtTest>

#include "app/explorer/arguments.h"
#include "app/explorer/main_window.h"
#include "app/explorer/themed_icon.h"
#include "tests/app/open_window.h"
#include "widgets/common/names.h"

using namespace fusewright;
using namespace fusewright::tests;

class FoldingViews : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { registerResources(); }

  void foldingRepeatsKeepsZoomAndSelectionAndSwitchingItOffShowsAllAgain() {
    const auto window = openWindow();
    QVERIFY(window);
    TimeNavigator& navigator = *window->views().navigator;
    auto* fold = window->findChild<QAction*>("foldRepeats");
    QVERIFY(fold != nullptr && fold->isCheckable() && !fold->isChecked());
    const auto selected = Selection{keyOf(*window->session().snapshot().evaluation->graph, TileId(3))};
    window->session().select(selected);
    // The run takes some 1,260 cycles; from cycle 718 on, 24 of them repeat seven times under paper.
    navigator.show({600, 1000});
    fold->trigger();
    QVERIFY(navigator.fold() != nullptr);
    QVERIFY(!navigator.fold()->folds().empty());
    QCOMPARE(navigator.visible(), (TimeRange{600, 1000}));
    QVERIFY(window->session().selection() == selected);
    window->views().timeline->grab();
    window->views().memory->grab();
    fold->trigger();
    QVERIFY(navigator.fold() == nullptr);
    QCOMPARE(navigator.visible(), (TimeRange{600, 1000}));
  }

  void anotherDesignIsFoldedByItsOwnRepeats() {
    const auto window = openWindow();
    QVERIFY(window);
    TimeNavigator& navigator = *window->views().navigator;
    window->findChild<QAction*>("foldRepeats")->trigger();
    const auto before = navigator.fold();
    QVERIFY(before != nullptr);
    window->session().apply(SetParameter{.id = "dram_bits_per_cycle", .value = "64"});
    QVERIFY(QTest::qWaitFor([&] { return isFresh(*window) && navigator.fold() != before; }, 30000));
    const Evaluation& evaluation = *window->session().snapshot().evaluation;
    const auto states = steadyStates(*evaluation.workload, *evaluation.graph, *evaluation.schedule);
    QCOMPARE(navigator.fold() ? navigator.fold()->folds() : std::vector<TimeFold>{}, foldsOf(states));
  }
};

QTEST_MAIN(FoldingViews)
#include "folding_test.moc"
