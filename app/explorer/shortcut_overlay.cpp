#include "app/explorer/shortcut_overlay.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <QCoreApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QMenuBar>
#include <QPainter>

#include "app/explorer/finders.h"
#include "widgets/common/focus_return.h"
#include "widgets/common/theme.h"

namespace fusewright {
namespace {

struct Gesture {
  std::vector<TimeAction> actions;  ///< whose keys come first
  const char* keys;                 ///< those that nobody changes
  const char* meaning;
};

/// Rows as they are on the sheet: keys, meaning.
struct SheetChapter {
  QString title;
  std::vector<std::pair<QString, QString>> rows;
};

constexpr double kLineHeights = 1.4;
constexpr int kKeyLetters = 24;
constexpr int kColumnLetters = 76;
constexpr double kGap = 30;

struct Chapter {
  const char* title;
  std::vector<Gesture> gestures;
};

const std::array<Chapter, 3>& chapters() {
  static const std::array<Chapter, 3> kChapters{
      Chapter{
          QT_TRANSLATE_NOOP("Shortcuts", "Timeline and memory (with the focus)"),
          {{{TimeAction::ZoomIn, TimeAction::ZoomOut},
            "",
            QT_TRANSLATE_NOOP("Shortcuts", "zoom in, out at the cursor")},
           {{TimeAction::PanLeft, TimeAction::PanRight},
            "",
            QT_TRANSLATE_NOOP("Shortcuts", "pan (with Shift: four times as far)")},
           {{TimeAction::Fit}, "", QT_TRANSLATE_NOOP("Shortcuts", "fit the marked range or the selection, else all")},
           {{TimeAction::ShowAll}, "", QT_TRANSLATE_NOOP("Shortcuts", "fit all")},
           {{TimeAction::NextTile, TimeAction::PreviousTile},
            "",
            QT_TRANSLATE_NOOP("Shortcuts", "next, previous tile on the core")},
           {{TimeAction::Producer, TimeAction::Consumer},
            "",
            QT_TRANSLATE_NOOP("Shortcuts", "to the producer, the consumer")},
           {{TimeAction::PreviousEdge, TimeAction::NextEdge},
            "",
            QT_TRANSLATE_NOOP("Shortcuts", "highlight another producer, another consumer")},
           {{TimeAction::SelectionToRange}, "", QT_TRANSLATE_NOOP("Shortcuts", "mark the range of the selection")},
           {{TimeAction::MarkHere, TimeAction::KeepMark},
            "1…9",
            QT_TRANSLATE_NOOP("Shortcuts", "mark the time for now, to stay; go to a mark")},
           {{TimeAction::PlayheadBack, TimeAction::PlayheadOn, TimeAction::Play, TimeAction::PlayheadHere},
            "",
            QT_TRANSLATE_NOOP("Shortcuts", "playhead: event before, after; run or stop; set it")},
           {{TimeAction::Back, TimeAction::Forward}, "", QT_TRANSLATE_NOOP("Shortcuts", "range of time before, after")},
           {{TimeAction::Find},
            "Ctrl+F",
            QT_TRANSLATE_NOOP("Shortcuts", "find tiles; Return, Shift+Return: next, previous")},
           {{}, "Esc", QT_TRANSLATE_NOOP("Shortcuts", "drop the drag, the range, the selection")}}},
      Chapter{QT_TRANSLATE_NOOP("Shortcuts", "Mouse"),
              {{{}, "Ctrl+wheel", QT_TRANSLATE_NOOP("Shortcuts", "zoom at the cursor; over the ruler without Ctrl")},
               {{}, "Wheel", QT_TRANSLATE_NOOP("Shortcuts", "scroll the rows")},
               {{}, "Shift+wheel", QT_TRANSLATE_NOOP("Shortcuts", "pan")},
               {{}, "Drag", QT_TRANSLATE_NOOP("Shortcuts", "mark a range and read its length")},
               {{}, "Alt+drag", QT_TRANSLATE_NOOP("Shortcuts", "zoom to the range; on the ruler without Alt")},
               {{}, "Shift+drag, middle", QT_TRANSLATE_NOOP("Shortcuts", "pan")},
               {{}, "Double click", QT_TRANSLATE_NOOP("Shortcuts", "select and fit; in plots: show all")}}},
      Chapter{QT_TRANSLATE_NOOP("Shortcuts", "Fusion, on the graph and in its list"),
              {{{}, "Drag a layer", QT_TRANSLATE_NOOP("Shortcuts", "to another group; what is not possible says why")},
               {{}, "Esc", QT_TRANSLATE_NOOP("Shortcuts", "give the drag up")},
               {{}, "Drag ground, middle", QT_TRANSLATE_NOOP("Shortcuts", "pan the graph")},
               {{}, "Right click", QT_TRANSLATE_NOOP("Shortcuts", "merge with the next group, split, and more")}}}};
  return kChapters;
}

QString translated(const char* text) {
  return QCoreApplication::translate("Shortcuts", text);
}

QString keysOf(const Gesture& gesture, const TimeKeys& keys) {
  QStringList texts;
  for (const TimeAction action : gesture.actions)
    for (const QKeySequence& key : keys.keysOf(action)) texts << key.toString(QKeySequence::NativeText);
  if (*gesture.keys != '\0') texts << QString::fromUtf8(gesture.keys);
  return texts.join(QStringLiteral("  "));
}

std::vector<SheetChapter> gestureChapters(const TimeKeys& keys) {
  std::vector<SheetChapter> shown;
  for (const Chapter& chapter : chapters()) {
    shown.push_back({translated(chapter.title), {}});
    for (const Gesture& gesture : chapter.gestures)
      shown.back().rows.emplace_back(keysOf(gesture, keys), translated(gesture.meaning));
  }
  return shown;
}

/// What the menus say of themselves, so that no key is missing here or wrong.
SheetChapter menuChapter(const QMenuBar& bar) {
  SheetChapter chapter{translated(QT_TRANSLATE_NOOP("Shortcuts", "Window")), {}};
  for (const auto& [path, keys, action] : menuCommands(bar)) {
    QString name = path.section(QStringLiteral(" ▸ "), -1);
    if (!keys.isEmpty()) chapter.rows.emplace_back(keys, name.remove(QChar(0x2026)));
  }
  return chapter;
}

double linesOf(const std::vector<SheetChapter>& chapters) {
  double lines = 1;
  for (const SheetChapter& chapter : chapters) lines += 1.8 + static_cast<double>(chapter.rows.size());
  return lines;
}

/// One column of the sheet.
void paintChapters(QPainter& painter, QRectF column, const std::vector<SheetChapter>& chapters, const Theme& theme) {
  const double line = painter.fontMetrics().height() * kLineHeights;
  const double keyWidth = painter.fontMetrics().averageCharWidth() * kKeyLetters;
  const QFont plain = painter.font();
  QFont bold = plain;
  bold.setBold(true);
  double y = column.top() + line * 0.6;
  for (const SheetChapter& chapter : chapters) {
    painter.setFont(bold);
    painter.setPen(theme.accent);
    painter.drawText(QRectF(column.left(), y, column.width(), line), Qt::AlignVCenter, chapter.title);
    y += line * 1.1;
    for (const auto& [keys, meaning] : chapter.rows) {
      painter.setFont(bold);
      painter.setPen(theme.text);
      painter.drawText(QRectF(column.left(), y, keyWidth, line), Qt::AlignVCenter, keys);
      painter.setFont(plain);
      painter.setPen(theme.mutedText);
      painter.drawText(QRectF(column.left() + keyWidth, y, column.width() - keyWidth, line), Qt::AlignVCenter, meaning);
      y += line;
    }
    y += line * 0.7;
  }
}

}  // namespace

QStringList ShortcutOverlay::lines() const {
  std::vector<SheetChapter> shown = gestureChapters(navigator_.keys());
  shown.push_back(menuChapter(*window_.menuBar()));
  QStringList lines;
  for (const SheetChapter& chapter : shown)
    for (const auto& [keys, meaning] : chapter.rows) lines << keys + QStringLiteral(": ") + meaning;
  return lines;
}

ShortcutOverlay::ShortcutOverlay(QMainWindow* window, const TimeNavigator& navigator)
    : QWidget(window), window_(*window), navigator_(navigator) {
  setObjectName(QStringLiteral("shortcutOverlay"));
  setAccessibleName(tr("Keys and gestures"));
  setFocusPolicy(Qt::StrongFocus);
  window->installEventFilter(this);
  new FocusReturn(*this);
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
  const std::vector<SheetChapter> left = gestureChapters(navigator_.keys());
  const std::vector<SheetChapter> right{menuChapter(*window_.menuBar())};
  const double column = fontMetrics().averageCharWidth() * kColumnLetters;
  QRectF sheet(0, 0, 2 * column + 3 * kGap,
               std::max(linesOf(left), linesOf(right)) * fontMetrics().height() * kLineHeights);
  sheet.moveCenter(QRectF(rect()).center());
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.background);
  painter.drawRoundedRect(sheet, 10, 10);
  painter.setFont(font());
  paintChapters(painter, {sheet.left() + kGap, sheet.top(), column, sheet.height()}, left, theme);
  paintChapters(painter, {sheet.left() + 2 * kGap + column, sheet.top(), column, sheet.height()}, right, theme);
}

}  // namespace fusewright
