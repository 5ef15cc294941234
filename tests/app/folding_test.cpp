#include <algorithm>

#include <QTemporaryDir>
#include <QtTest>

#include "app/explorer/arguments.h"
#include "app/explorer/finders.h"
#include "app/explorer/main_window.h"
#include "app/explorer/themed_icon.h"
#include "tests/app/open_window.h"
#include "tests/test_program.h"
#include "widgets/common/names.h"

namespace fusewright::folding_test {
using namespace tests;

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

  void aProjectOpensFoldedIfItWasSavedSo() {
    const QTemporaryDir folder;
    const QString path = folder.filePath("work.fusewright");
    {
      const auto window = openWindow();
      QVERIFY(window);
      window->findChild<QAction*>("foldRepeats")->trigger();
      window->views().navigator->show({600, 1000});
      QVERIFY(window->projects().saveTo(path));
    }
    const auto window = emptyWindow();
    auto* fold = window->findChild<QAction*>("foldRepeats");
    QVERIFY(!fold->isChecked());
    window->files().open({path});
    QTRY_VERIFY_WITH_TIMEOUT(isFresh(*window) && fold->isChecked(), 30000);
    QVERIFY(window->views().navigator->fold() != nullptr);
    QCOMPARE(window->views().navigator->visible(), (TimeRange{600, 1000}));
  }

  void whoFoldsRepeatsFindsThemFoldedAtTheNextStart() {
    const QTemporaryDir folder;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    QStandardPaths::setTestModeEnabled(true);
    for (const bool before : {false, true}) {
      const auto window = openWindow(SettingsUse::Kept);
      QVERIFY(window);
      auto* fold = window->findChild<QAction*>("foldRepeats");
      QCOMPARE(fold->isChecked(), before);
      QCOMPARE(window->views().navigator->fold() != nullptr, before);
      if (!before) fold->trigger();
    }
  }

  void thePaletteKnowsHowToFoldAndByWhichKey() {
    const auto window = emptyWindow();
    const auto commands = menuCommands(*window->menuBar());
    const auto* fold = window->findChild<QAction*>("foldRepeats");
    const auto found = std::ranges::find(commands, fold, &MenuCommand::action);
    QVERIFY(found != commands.end());
    QCOMPARE(found->keys, QStringLiteral("Ctrl+Shift+F"));
  }
};

FUSEWRIGHT_TEST(FoldingViews)

}  // namespace fusewright::folding_test

#include "folding_test.moc"
