#include <QDialogButtonBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenuBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "app/explorer/finders.h"
#include "app/explorer/key_editor.h"
#include "app/explorer/main_window.h"
#include "tests/app/open_window.h"
#include "tests/test_program.h"

namespace fusewright::keyboard_test {
using namespace tests;

namespace {

/// An open and active window with the focus in its timeline.
std::unique_ptr<MainWindow> windowAtItsTimeline() {
  auto window = openWindow();
  if (!window) return nullptr;
  window->activateWindow();
  if (!QTest::qWaitForWindowActive(window.get())) return nullptr;
  window->views().timeline->setFocus();
  return window;
}

/// Where a key that is pressed now would go.
QWidget* listener(const MainWindow& window) {
  QWidget* focused = QApplication::focusWidget();
  return focused != nullptr && focused->isVisible() ? focused : window.focusWidget();
}

}  // namespace

class KeyboardViews : public QObject {
  Q_OBJECT

 private slots:
  void afterTheSheetOfKeysTheTimelineHearsKeysAgain() {
    const auto window = windowAtItsTimeline();
    QVERIFY(window);
    QAction* sheet = commandNamed(*window, "Help ▸ Keys and gestures");
    const auto* overlay = window->findChild<QWidget*>("shortcutOverlay");
    sheet->trigger();
    QVERIFY(overlay->isVisible());
    QTest::keyClick(listener(*window), Qt::Key_Escape);
    QVERIFY(!overlay->isVisible());
    QCOMPARE(QApplication::focusWidget(), window->views().timeline);
    const TileKey first{.layer = LayerId(5), .indexInLayer = 0};
    window->session().select(first);
    QTest::keyClick(listener(*window), Qt::Key_Period);
    const auto* next = std::get_if<TileKey>(&window->session().selection());
    QVERIFY(next != nullptr && *next != first);
  }

  void afterThePaletteIsGivenUpTheKeyboardIsWhereItWas() {
    const auto window = windowAtItsTimeline();
    QVERIFY(window);
    commandNamed(*window, "Tools ▸ Command palette…")->trigger();
    QCOMPARE(QApplication::focusWidget(), window->palettes().findChild<QLineEdit*>());
    QTest::keyClick(listener(*window), Qt::Key_Escape);
    QVERIFY(!window->palettes().isVisible());
    QCOMPARE(QApplication::focusWidget(), window->views().timeline);
  }

  void aCommandOfThePaletteMeansTheViewThatHadTheKeyboard() {
    const auto window = windowAtItsTimeline();
    QVERIFY(window);
    QWidget& graph = window->views().graph->canvas();
    graph.setFocus();
    commandNamed(*window, "Tools ▸ Command palette…")->trigger();
    QTest::keyClicks(listener(*window), "keep as baseline");
    QTest::keyClick(listener(*window), Qt::Key_Return);
    QVERIFY(window->baseline().kept());
    QCOMPARE(QApplication::focusWidget(), &graph);
  }

  void aClickElsewhereMovesTheKeyboardThereAndNotBack() {
    const auto window = windowAtItsTimeline();
    QVERIFY(window);
    QWidget& graph = window->views().graph->canvas();
    commandNamed(*window, "Tools ▸ Command palette…")->trigger();
    graph.setFocus(Qt::MouseFocusReason);
    QVERIFY(!window->palettes().isVisible());
    QCOMPARE(QApplication::focusWidget(), &graph);
  }

  void aMessagePutAwayByItsButtonGivesTheKeyboardBack() {
    const auto window = windowAtItsTimeline();
    QVERIFY(window);
    window->session().refuse({.what = "no such thing"});
    QVERIFY(window->banner().isVisible());
    const auto buttons = window->banner().findChildren<QToolButton*>();
    buttons.back()->setFocus(Qt::TabFocusReason);
    buttons.back()->click();
    QVERIFY(!window->banner().isVisible());
    QCOMPARE(QApplication::focusWidget(), window->views().timeline);
  }

  void everyCommandOfTheMenusAndOfTheTimelineCanHaveAnotherKey() {
    const auto window = emptyWindow();
    const auto& bindings = window->findChild<KeyBindings*>()->all();
    const auto isThere = [&](const QString& id) {
      return std::ranges::find(bindings, id, &KeyBinding::id) != bindings.end();
    };
    for (const auto& [path, keys, action] : menuCommands(*window->menuBar()))
      QVERIFY2(isThere(commandId(*action, path)) || path.contains("Open recent"), qPrintable(path));
    for (std::size_t index = 0; index < kTimeActions; ++index)
      QVERIFY(isThere(timeActionId(static_cast<TimeAction>(index))));
    for (std::size_t own = 0; own < bindings.size(); ++own)
      for (const QKeySequence& key : bindings[own].keys)
        QVERIFY2(!otherWithKey(bindings, own, key), qPrintable(key.toString() + ": " + bindings[own].id));
  }

  void aKeyThatIsChosenWorksAtOnceAndIsSaidEverywhere() {
    const auto window = windowAtItsTimeline();
    QVERIFY(window);
    commandNamed(*window, "Edit ▸ Keys…")->trigger();
    auto* editor = window->findChild<KeyEditor*>();
    QVERIFY(editor != nullptr);
    auto* key = editor->findChild<QKeySequenceEdit*>();
    editor->choose("goToGraph");
    key->setKeySequence(QKeySequence("Ctrl+Alt+J"));
    editor->choose("nextTile");
    key->setKeySequence(QKeySequence("N"));
    editor->accept();
    QAction* graph = commandNamed(*window, "View ▸ Go to the graph");
    QCOMPARE(graph->shortcuts(), QList{QKeySequence("Ctrl+Alt+J")});
    QVERIFY2(graph->toolTip().endsWith("(Ctrl+Alt+J)"), qPrintable(graph->toolTip()));
    const QStringList sheet = window->findChild<ShortcutOverlay*>()->lines();
    QVERIFY(sheet.contains("Ctrl+Alt+J: Go to the graph"));
    QVERIFY(sheet.contains("N  ,: next, previous tile on the core"));
    for (const CommandPalette::Item& item : commandItems(*window->menuBar()))
      if (item.text == "View ▸ Go to the graph") QCOMPARE(item.note, QString("Ctrl+Alt+J"));
    window->activateWindow();
    window->views().timeline->setFocus();
    const TileKey first{.layer = LayerId(5), .indexInLayer = 0};
    window->session().select(first);
    QTest::keyClick(window->views().timeline, Qt::Key_Period);  // stands for nothing now
    QVERIFY(window->session().selection() == Selection(first));
    QTest::keyClick(window->views().timeline, Qt::Key_N);
    QVERIFY(window->session().selection() != Selection(first));
    QTest::keyClick(window->views().timeline, Qt::Key_J, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(QApplication::focusWidget(), &window->views().graph->canvas());
  }

  void aKeyOfTwoCommandsIsNamedAndCanNotBeAccepted() {
    const auto window = emptyWindow();
    KeyEditor editor(window->findChild<KeyBindings*>()->all());
    auto* key = editor.findChild<QKeySequenceEdit*>();
    const auto* ok = editor.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
    QVERIFY(ok->isEnabled());
    editor.choose("exportView");
    key->setKeySequence(QKeySequence("W"));  // the timeline's: zoom in
    QVERIFY(!ok->isEnabled());
    const auto labels = editor.findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
      return label->text().contains("Zoom in") && label->text().contains("Export view");
    }));
    editor.choose("zoomIn");
    key->setKeySequence(QKeySequence("Ctrl+C"));  // copies, whatever the menus say
    QVERIFY(!ok->isEnabled());
    key->setKeySequence(QKeySequence("Ctrl+Alt+W"));
    QVERIFY(ok->isEnabled());
    const auto buttons = editor.findChildren<QPushButton*>();
    const auto press = [&](const QString& text) {
      const auto found = std::ranges::find(buttons, text, &QPushButton::text);
      if (found != buttons.end()) (*found)->click();
    };
    press("&Reset");  // the one chosen alone: W is on two again
    QVERIFY(!ok->isEnabled());
    press("Reset &all");
    QVERIFY(ok->isEnabled());
    for (const KeyBinding& binding : editor.bindings()) QCOMPARE(binding.keys, binding.usual);
  }

  void lettersNarrowTheListOfKeysDown() {
    const auto window = emptyWindow();
    KeyEditor editor(window->findChild<KeyBindings*>()->all());
    editor.findChild<QLineEdit*>("keyFilter")->setText("zoom in");
    QStringList shown;
    const auto* list = editor.findChild<QTreeWidget*>();
    for (int group = 0; group < list->topLevelItemCount(); ++group)
      for (int row = 0; row < list->topLevelItem(group)->childCount(); ++row)
        if (!list->topLevelItem(group)->child(row)->isHidden()) shown << list->topLevelItem(group)->child(row)->text(0);
    QCOMPARE(shown, (QStringList{"Zoom in at the cursor", "Zoom in"}));  // of the timeline, of the menu View
  }

  void everyCommandHasANameOfItsOwnThatItsKeyIsKeptBy() {
    const auto window = emptyWindow();
    std::set<QString> names;
    for (const auto& [path, keys, action] : menuCommands(*window->menuBar())) {
      if (path.contains("Open recent")) continue;
      QVERIFY2(!action->objectName().isEmpty(), qPrintable(path));
      QVERIFY2(names.insert(action->objectName()).second, qPrintable(path));
    }
    QVERIFY(names.size() > 60);
  }

  void keysThatWereKeptByTheirPathsInTheMenusAreFound() {
    const QTemporaryDir folder;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    QStandardPaths::setTestModeEnabled(true);
    // As versions wrote them in which panels were in the menu View, and the wheel in the menu Schedule.
    WindowSettings(SettingsUse::Kept)
        .setValue("keys/commands", QVariantMap{{"View ▸ Go to the graph", QStringList{"Ctrl+Alt+J"}},
                                               {"View ▸ Roofline", QStringList{"Ctrl+Alt+R"}},
                                               {"Schedule ▸ Wheel zooms", QStringList{"Ctrl+Alt+Z"}}});
    const auto window = emptyWindow(SettingsUse::Kept);
    QCOMPARE(window->findChild<QAction*>("goToGraph")->shortcut(), QKeySequence("Ctrl+Alt+J"));
    QCOMPARE(window->findChild<QDockWidget*>("rooflineDock")->toggleViewAction()->shortcut(),
             QKeySequence("Ctrl+Alt+R"));
    QCOMPARE(window->findChild<QAction*>("wheelZooms")->shortcut(), QKeySequence("Ctrl+Alt+Z"));
  }

  void findGoesToTheFieldOfThePaneThatHasTheKeyboard() {
    const auto window = windowAtItsTimeline();
    QVERIFY(window);
    QAction* find = window->findChild<QAction*>("find");
    find->trigger();
    QCOMPARE(QApplication::focusWidget()->objectName(), QString("tileSearch"));
    window->findChild<QDockWidget*>("layersDock")->raise();
    auto* table = window->views().layers->findChild<QTableView*>();
    QTRY_VERIFY(!table->visibleRegion().isEmpty());
    table->setFocus();
    find->trigger();
    QVERIFY(window->views().layers->isAncestorOf(QApplication::focusWidget()));
    QCOMPARE(QApplication::focusWidget()->objectName(), QString("rowFilter"));
  }

  void selectAllMeansWhatHasTheKeyboard() {
    const auto window = windowAtItsTimeline();
    QVERIFY(window);
    QAction* all = window->findChild<QAction*>("selectAll");
    all->trigger();
    QCOMPARE(window->views().navigator->marked(), std::optional(TimeRange{0, window->views().navigator->span()}));
    window->findChild<QDockWidget*>("layersDock")->raise();
    auto* table = window->views().layers->findChild<QTableView*>();
    table->setFocus();
    all->trigger();
    QCOMPARE(table->selectionModel()->selectedRows().size(), table->model()->rowCount());
  }

  void aLayoutLeavesTheKeyboardWithTheTimeline() {
    const auto window = windowAtItsTimeline();
    QVERIFY(window);
    window->views().layers->findChild<QTableView*>()->setFocus();
    window->findChild<QAction*>("layoutSchedule")->trigger();
    QTRY_COMPARE(QApplication::focusWidget(), window->views().timeline);
  }

  void chosenKeysOutliveTheProgram() {
    const QTemporaryDir folder;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    QStandardPaths::setTestModeEnabled(true);
    const auto give = [](MainWindow& window, const QString& id, const QKeySequence& key) {
      auto* keys = window.findChild<KeyBindings*>();
      auto bindings = keys->all();
      std::ranges::find(bindings, id, &KeyBinding::id)->keys = {key};
      keys->take(bindings);
    };
    {
      const auto window = emptyWindow(SettingsUse::Kept);
      give(*window, "goToGraph", QKeySequence("Ctrl+Alt+J"));
      give(*window, "find", QKeySequence("X"));
    }
    const auto window = emptyWindow(SettingsUse::Kept);
    QCOMPARE(commandNamed(*window, "View ▸ Go to the graph")->shortcut(), QKeySequence("Ctrl+Alt+J"));
    QCOMPARE(window->views().navigator->keys().keysOf(TimeAction::Find), std::vector{QKeySequence("X")});
  }

  void qPutsTheDetailsAwayAndBringsThemBack() {
    const auto window = windowAtItsTimeline();
    QVERIFY(window);
    const auto* details = window->findChild<QDockWidget*>("detailsDock");
    QVERIFY(details->isVisible());
    QTest::keyClick(window->views().timeline, Qt::Key_Q);
    QVERIFY(!details->isVisible());
    QTest::keyClick(window->views().timeline, Qt::Key_Q);
    QVERIFY(details->isVisible());
  }
};

FUSEWRIGHT_TEST(KeyboardViews)

}  // namespace fusewright::keyboard_test

#include "keyboard_test.moc"
