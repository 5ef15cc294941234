#include <QLineEdit>
#include <QMenuBar>
#include <QToolButton>
#include <QtTest>

#include "app/explorer/finders.h"
#include "app/explorer/main_window.h"
#include "tests/app/open_window.h"

using namespace fusewright;
using namespace fusewright::tests;

namespace {

QAction* commandNamed(MainWindow& window, const QString& path) {
  for (const auto& [name, keys, action] : menuCommands(*window.menuBar()))
    if (name == path) return action;
  return nullptr;
}

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
};

QTEST_MAIN(KeyboardViews)
#include "keyboard_test.moc"
