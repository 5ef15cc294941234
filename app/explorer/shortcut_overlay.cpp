#include "app/explorer/shortcut_overlay.h"

#include <algorithm>
#include <array>
#include <vector>

#include <QCoreApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

#include "widgets/common/theme.h"

namespace fusewright {
namespace {

struct Gesture {
  const char* keys;
  const char* meaning;
};

struct Chapter {
  const char* title;
  std::vector<Gesture> gestures;
};

const std::array<Chapter, 3>& chapters() {
  static const std::array<Chapter, 3> kChapters{
      Chapter{QT_TRANSLATE_NOOP("Shortcuts", "Timeline and memory (with the focus)"),
              {{"W  S", QT_TRANSLATE_NOOP("Shortcuts", "zoom in, out at the cursor")},
               {"A  D", QT_TRANSLATE_NOOP("Shortcuts", "pan (with Shift: four times as far)")},
               {"F", QT_TRANSLATE_NOOP("Shortcuts", "fit the marked range or the selection, else all")},
               {"Home  0", QT_TRANSLATE_NOOP("Shortcuts", "fit all")},
               {".  ,", QT_TRANSLATE_NOOP("Shortcuts", "next, previous tile on the core")},
               {"[  ]", QT_TRANSLATE_NOOP("Shortcuts", "go to the producer, the consumer")},
               {"Esc", QT_TRANSLATE_NOOP("Shortcuts", "drop the drag, the range, the selection")}}},
      Chapter{QT_TRANSLATE_NOOP("Shortcuts", "Mouse"),
              {{"Ctrl+wheel", QT_TRANSLATE_NOOP("Shortcuts", "zoom at the cursor; over the ruler without Ctrl")},
               {"Wheel", QT_TRANSLATE_NOOP("Shortcuts", "scroll the rows")},
               {"Shift+wheel", QT_TRANSLATE_NOOP("Shortcuts", "pan")},
               {"Drag", QT_TRANSLATE_NOOP("Shortcuts", "mark a range and read its length")},
               {"Alt+drag", QT_TRANSLATE_NOOP("Shortcuts", "zoom to the range; on the ruler without Alt")},
               {"Shift+drag, middle", QT_TRANSLATE_NOOP("Shortcuts", "pan")},
               {"Double click", QT_TRANSLATE_NOOP("Shortcuts", "select and fit; in plots: show all")}}},
      Chapter{QT_TRANSLATE_NOOP("Shortcuts", "Window"),
              {{"Ctrl+O", QT_TRANSLATE_NOOP("Shortcuts", "open a model")},
               {"Ctrl+Shift+O", QT_TRANSLATE_NOOP("Shortcuts", "open an accelerator")},
               {"Ctrl+Z", QT_TRANSLATE_NOOP("Shortcuts", "undo an edit")},
               {"Ctrl+Shift+Z", QT_TRANSLATE_NOOP("Shortcuts", "redo it")},
               {"Ctrl+E", QT_TRANSLATE_NOOP("Shortcuts", "export the view in focus")},
               {"Ctrl+C", QT_TRANSLATE_NOOP("Shortcuts", "copy rows")},
               {"F6", QT_TRANSLATE_NOOP("Shortcuts", "next pane")},
               {"?  F1", QT_TRANSLATE_NOOP("Shortcuts", "this sheet")}}}};
  return kChapters;
}

QString translated(const char* text) {
  return QCoreApplication::translate("Shortcuts", text);
}

}  // namespace

ShortcutOverlay::ShortcutOverlay(QWidget* window) : QWidget(window) {
  setObjectName(QStringLiteral("shortcutOverlay"));
  setAccessibleName(tr("Keys and gestures"));
  setFocusPolicy(Qt::StrongFocus);
  window->installEventFilter(this);
  hide();
}

void ShortcutOverlay::toggle() {
  if (isVisible()) {
    hide();
    return;
  }
  setGeometry(parentWidget()->rect());
  raise();
  show();
  setFocus();
}

void ShortcutOverlay::mousePressEvent(QMouseEvent*) {
  hide();
}

void ShortcutOverlay::keyPressEvent(QKeyEvent*) {
  hide();
}

bool ShortcutOverlay::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize && isVisible()) setGeometry(parentWidget()->rect());
  return QWidget::eventFilter(watched, event);
}

void ShortcutOverlay::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), QColor(0, 0, 0, 150));
  const Theme theme = themeOf(palette());
  const double line = fontMetrics().height() * 1.55;
  const double keyWidth = fontMetrics().averageCharWidth() * 24;
  const double textWidth = fontMetrics().averageCharWidth() * 58;
  double lines = 1;
  for (const Chapter& chapter : chapters()) lines += 1.8 + static_cast<double>(chapter.gestures.size());
  QRectF sheet(0, 0, keyWidth + textWidth + 60, lines * line);
  sheet.moveCenter(QRectF(rect()).center());
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.background);
  painter.drawRoundedRect(sheet, 10, 10);
  QFont bold = font();
  bold.setBold(true);
  double y = sheet.top() + line * 0.6;
  for (const Chapter& chapter : chapters()) {
    painter.setFont(bold);
    painter.setPen(theme.accent);
    painter.drawText(QRectF(sheet.left() + 30, y, sheet.width() - 60, line), Qt::AlignVCenter,
                     translated(chapter.title));
    y += line * 1.1;
    for (const Gesture& gesture : chapter.gestures) {
      painter.setFont(bold);
      painter.setPen(theme.text);
      painter.drawText(QRectF(sheet.left() + 30, y, keyWidth, line), Qt::AlignVCenter, QString::fromUtf8(gesture.keys));
      painter.setFont(font());
      painter.setPen(theme.mutedText);
      painter.drawText(QRectF(sheet.left() + 30 + keyWidth, y, textWidth, line), Qt::AlignVCenter,
                       translated(gesture.meaning));
      y += line;
    }
    y += line * 0.7;
  }
}

}  // namespace fusewright
