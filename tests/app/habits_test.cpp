#include <QDockWidget>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QPainter>
#include <QStyleOption>
#include <QTemporaryDir>
#include <QtTest>

#include "app/explorer/arguments.h"
#include "app/explorer/finders.h"
#include "app/explorer/main_window.h"
#include "app/explorer/themed_icon.h"
#include "app/explorer/undo_list.h"
#include "app/explorer/window_style.h"
#include "tests/app/open_window.h"
#include "tests/show_text.h"
#include "tests/test_program.h"
#include "widgets/common/fuzzy_match.h"
#include "widgets/common/theme.h"

namespace fusewright::habits_test {
using namespace tests;

namespace {

bool isShown(MainWindow& window, const char* dock) {
  return window.findChild<QDockWidget*>(dock)->isVisibleTo(&window);
}

}  // namespace

class HabitsViews : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { registerResources(); }

  void everyCommandOfTheMenusHasATipAndNoShortcutTwice() {
    const auto window = openWindow();
    QVERIFY(window);
    std::map<QString, QString> owners;
    for (const auto& [path, keys, action] : menuCommands(*window->menuBar())) {
      QString plain = action->text();
      plain.remove('&');
      // Switches of docks and files are told by their names.
      const bool tellsItself = action->isCheckable() || path.contains("recent") || path.contains("Named");
      QVERIFY2(tellsItself || (!action->toolTip().isEmpty() && action->toolTip() != plain), qPrintable(path));
      for (const QKeySequence& one : action->shortcuts())
        QVERIFY2(owners.try_emplace(one.toString(), path).second, qPrintable(one.toString() + ": " + path));
    }
    QVERIFY(owners.size() >= 15);
  }

  void lettersInOrderFitAndStartsOfWordsFitBetter() {
    QVERIFY(!fuzzyScore("xyz", "Save project"));
    QVERIFY(!fuzzyScore("ps", "Save project"));  // in the other order
    QVERIFY(fuzzyScore("", "Save project"));
    QVERIFY(*fuzzyScore("sp", "File ▸ Save project") > *fuzzyScore("sp", "File ▸ Dispose"));
    QVERIFY(*fuzzyScore("undo", "Edit ▸ Undo") > *fuzzyScore("undo", "View ▸ Unlock docks"));
    QCOMPARE(fuzzyScore("SP", "save project"), fuzzyScore("sp", "save project"));
  }

  void thePaletteRunsTheCommandThatAFewLettersName() {
    const auto window = openWindow();
    window->session().apply(SetParameter{.id = "onchip_memory_MB", .value = "12"});
    QVERIFY(window->session().history()->canUndo());
    commandNamed(*window, "Tools ▸ Command palette…")->trigger();
    auto* field = window->palettes().findChild<QLineEdit*>();
    QVERIFY(field->isVisible());
    QTest::keyClicks(field, "undo");
    QVERIFY2(window->palettes().listed().front().startsWith("Edit ▸ Undo"),
             qPrintable(window->palettes().listed().join('\n')));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(!window->session().history()->canUndo());
    QVERIFY(!window->palettes().isVisible());
  }

  void aPanelThatIsFoundByItsNameComesUpAndIsNeverClosed() {
    const auto window = openWindow();
    const auto* roofline = window->findChild<QDockWidget*>("rooflineDock");
    window->findChild<QDockWidget*>("healthDock")->raise();
    QTRY_VERIFY(roofline->visibleRegion().isEmpty());  // open, but behind another tab
    for (int time = 0; time < 2; ++time) {
      commandNamed(*window, "Tools ▸ Command palette…")->trigger();
      auto* field = window->palettes().findChild<QLineEdit*>();
      QTest::keyClicks(field, "roofline");
      QTest::keyClick(field, Qt::Key_Return);
      QTRY_VERIFY(!roofline->visibleRegion().isEmpty());
    }
  }

  void theLetterOfTheBaselineWorksInEveryPaneButIsTypedIntoFields() {
    const auto window = openWindow();
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
    auto* field = window->findChild<QLineEdit*>("tileSearch");
    QVERIFY(field != nullptr);
    field->setFocus();
    QTest::keyClick(field, Qt::Key_B);
    QCOMPARE(field->text(), QString("b"));
    QVERIFY(!window->baseline().kept());
    window->views().graph->canvas().setFocus();
    QTest::keyClick(&window->views().graph->canvas(), Qt::Key_B);
    QVERIFY(window->baseline().kept());
  }

  void framesOfCheckBoxesStandOutFromDarkGround() {
    const WindowStyle style;
    QStyleOptionButton box;
    box.palette = windowPalette(ThemeMode::Dark);
    box.rect = QRect(2, 2, 16, 16);
    box.state = QStyle::State_Enabled | QStyle::State_Off;
    QImage image(20, 20, QImage::Format_RGB32);
    const QColor ground = box.palette.color(QPalette::Window);
    image.fill(ground);
    QPainter painter(&image);
    style.drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, &painter, nullptr);
    painter.end();
    // The left side of the frame is the first column of the box: grey of 0x7D8793 on ground of 0x23272E.
    QVERIFY(image.pixelColor(2, 10).lightness() - ground.lightness() > 80);
  }

  void theFinderSelectsALayerByAFewLetters() {
    const auto window = openWindow();
    commandNamed(*window, "Tools ▸ Go to a layer, core or memory…")->trigger();
    auto* field = window->palettes().findChild<QLineEdit*>();
    QTest::keyClicks(field, "inproj");
    QTest::keyClick(field, Qt::Key_Return);
    const auto* layer = std::get_if<LayerId>(&window->session().selection());
    QVERIFY(layer != nullptr);
    const std::string& name = window->session().snapshot().design.workload->layers[layer->index()].name;
    QVERIFY2(name.find("in_proj") != std::string::npos, name.c_str());
  }

  void theHistoryListGoesWhereOneClicks() {
    const auto window = openWindow();
    window->findChild<QDockWidget*>("historyDock")->show();
    window->findChild<QDockWidget*>("historyDock")->raise();
    for (const char* megabytes : {"12", "8", "4"})
      window->session().apply(SetParameter{.id = "onchip_memory_MB", .value = megabytes});
    auto* list = window->findChild<UndoList*>();
    QTRY_COMPARE(list->count(), 4);
    QCOMPARE(list->currentRow(), 3);
    QCOMPARE(list->item(1)->text(), QString("On-chip memory 24 MiB → 12 MiB"));
    Q_EMIT list->itemClicked(list->item(1));
    QCOMPARE(window->session().history()->position(), std::size_t{1});
    QCOMPARE(list->currentRow(), 1);
    QCOMPARE(list->count(), 4);  // what was undone can be done again
    QTRY_VERIFY(isFresh(*window));
  }

  void presetsShowTheirDocksAndTheLockHoldsThem() {
    const auto window = openWindow();
    QVERIFY(window->layouts().take("figure"));
    QVERIFY(isShown(*window, "memoryDock"));
    QVERIFY(!isShown(*window, "hardwareDock"));
    QVERIFY(window->layouts().take("Explore"));
    QVERIFY(isShown(*window, "paretoDock"));
    QVERIFY(!isShown(*window, "memoryDock"));
    QVERIFY(!window->layouts().take("no such layout"));
    window->layouts().setLocked(true);
    for (const auto* dock : window->findChildren<QDockWidget*>())
      QVERIFY(!(dock->features() & QDockWidget::DockWidgetMovable));
    window->layouts().setLocked(false);
    for (const auto* dock : window->findChildren<QDockWidget*>())
      QVERIFY(dock->features() & QDockWidget::DockWidgetMovable);
  }

  void presetsNameDocksThatExist() {
    const auto window = openWindow();
    QStringList docks;
    for (const auto* dock : window->findChildren<QDockWidget*>()) docks << dock->objectName();
    for (const QString& named : Layouts::presetDocks()) QVERIFY2(docks.contains(named), qPrintable(named));
    for (const char* dock : {"problemsDock", "sizesDock", "fusionDock", "graphDock", "blockMapDock", "compareDock"})
      QVERIFY2(Layouts::presetDocks().contains(dock), dock);
    QVERIFY(window->layouts().take("Compare"));
    QVERIFY(isShown(*window, "pinnedDock"));
    QVERIFY(!isShown(*window, "graphDock"));
  }

  void aLayoutKeptUnderANameComesBack() {
    const QTemporaryDir folder;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    QStandardPaths::setTestModeEnabled(true);
    const auto window = openWindow(SettingsUse::Kept);
    window->findChild<QDockWidget*>("fusionDock")->hide();
    window->layouts().keep("Mine");
    window->resetLayout();
    QVERIFY(isShown(*window, "fusionDock"));
    QVERIFY(window->layouts().names().contains("Mine"));
    QVERIFY(window->layouts().take("mine"));
    QVERIFY(!isShown(*window, "fusionDock"));
    window->layouts().forget("Mine");
    QVERIFY(!window->layouts().names().contains("Mine"));
  }

  void argumentsNameLayoutAndLanguage() {
    std::vector<std::string> words{"fusewright",     "p.fusewright", "--layout", "Figure",
                                   "--reset-layout", "--lang",       "de"};
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    const auto parsed = parseArguments(static_cast<int>(argv.size()), argv.data());
    const auto* arguments = std::get_if<Arguments>(&parsed);
    QVERIFY(arguments != nullptr);
    QCOMPARE(arguments->layout, std::string("Figure"));
    QVERIFY(arguments->resetLayout);
    QCOMPARE(arguments->language, std::string("de"));
    QCOMPARE(arguments->design.model, std::string("p.fusewright"));
  }
};

FUSEWRIGHT_TEST(HabitsViews)

}  // namespace fusewright::habits_test

#include "habits_test.moc"
