#include "widgets/common/time_keys.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>

namespace fusewright {
namespace {

struct ActionRow {
  TimeAction action;
  const char* id;
  const char* text;
  std::array<const char*, 2> keys;
};

/// In order of TimeAction.
constexpr std::array<ActionRow, kTimeActions> kActions{{
    {TimeAction::ZoomIn, "zoomIn", QT_TRANSLATE_NOOP("TimeKeys", "Zoom in at the cursor"), {"W", ""}},
    {TimeAction::ZoomOut, "zoomOut", QT_TRANSLATE_NOOP("TimeKeys", "Zoom out at the cursor"), {"S", ""}},
    {TimeAction::PanLeft, "panLeft", QT_TRANSLATE_NOOP("TimeKeys", "Pan to earlier times"), {"A", "Left"}},
    {TimeAction::PanRight, "panRight", QT_TRANSLATE_NOOP("TimeKeys", "Pan to later times"), {"D", "Right"}},
    {TimeAction::Fit,
     "fit",
     QT_TRANSLATE_NOOP("TimeKeys", "Fit the marked range or the selection, else all"),
     {"F", ""}},
    {TimeAction::ShowAll, "showAll", QT_TRANSLATE_NOOP("TimeKeys", "Fit all"), {"Home", "0"}},
    {TimeAction::NextTile, "nextTile", QT_TRANSLATE_NOOP("TimeKeys", "Next tile on the core"), {".", ""}},
    {TimeAction::PreviousTile, "previousTile", QT_TRANSLATE_NOOP("TimeKeys", "Previous tile on the core"), {",", ""}},
    {TimeAction::Producer, "producer", QT_TRANSLATE_NOOP("TimeKeys", "Go to the highlighted producer"), {"[", ""}},
    {TimeAction::Consumer, "consumer", QT_TRANSLATE_NOOP("TimeKeys", "Go to the highlighted consumer"), {"]", ""}},
    {TimeAction::NextEdge, "nextEdge", QT_TRANSLATE_NOOP("TimeKeys", "Highlight the next consumer"), {"Ctrl+]", ""}},
    {TimeAction::PreviousEdge,
     "previousEdge",
     QT_TRANSLATE_NOOP("TimeKeys", "Highlight the next producer"),
     {"Ctrl+[", ""}},
    {TimeAction::MarkHere,
     "markHere",
     QT_TRANSLATE_NOOP("TimeKeys", "Mark the time under the cursor for now"),
     {"M", ""}},
    {TimeAction::KeepMark,
     "keepMark",
     QT_TRANSLATE_NOOP("TimeKeys", "Mark the time under the cursor to stay"),
     {"Shift+M", ""}},
    {TimeAction::SelectionToRange,
     "selectionToRange",
     QT_TRANSLATE_NOOP("TimeKeys", "Mark the range of the selection"),
     {"R", ""}},
    {TimeAction::Back, "back", QT_TRANSLATE_NOOP("TimeKeys", "Back to the range shown before"), {"Alt+Left", ""}},
    {TimeAction::Forward, "forward", QT_TRANSLATE_NOOP("TimeKeys", "Forward again"), {"Alt+Right", ""}},
    {TimeAction::Find, "find", QT_TRANSLATE_NOOP("TimeKeys", "Find tiles"), {"/", ""}},
    {TimeAction::PlayheadHere,
     "playheadHere",
     QT_TRANSLATE_NOOP("TimeKeys", "Put the playhead under the cursor, else take it away"),
     {"P", ""}},
    {TimeAction::PlayheadBack,
     "playheadBack",
     QT_TRANSLATE_NOOP("TimeKeys", "Playhead to the event before it"),
     {"J", ""}},
    {TimeAction::PlayheadOn, "playheadOn", QT_TRANSLATE_NOOP("TimeKeys", "Playhead to the next event"), {"L", ""}},
    {TimeAction::Play, "play", QT_TRANSLATE_NOOP("TimeKeys", "Let the playhead run, or stop it"), {"K", ""}},
}};

const ActionRow& rowOf(TimeAction action) {
  return kActions[static_cast<std::size_t>(action)];
}

/// Whether Shift only makes it more.
bool takesShift(TimeAction action) {
  return action <= TimeAction::PanRight;
}

/// The key with its modifiers as one number, as QKeySequence has it; keypad keys count as the others.
int pressed(const QKeyEvent& event, Qt::KeyboardModifiers without) {
  const auto modifiers = event.modifiers() & ~(Qt::KeypadModifier | without);
  return event.key() | static_cast<int>(modifiers.toInt());
}

bool has(const std::vector<QKeySequence>& keys, int combined) {
  return std::ranges::any_of(
      keys, [&](const QKeySequence& key) { return !key.isEmpty() && key[0].toCombined() == combined; });
}

}  // namespace

QString timeActionId(TimeAction action) {
  return QString::fromLatin1(rowOf(action).id);
}

QString timeActionText(TimeAction action) {
  return QCoreApplication::translate("TimeKeys", rowOf(action).text);
}

TimeKeys::TimeKeys() {
  for (const ActionRow& row : kActions)
    for (const char* key : row.keys)
      if (*key != '\0') keys_[row.action].push_back(QKeySequence(QLatin1String(key)));
}

std::optional<TimeAction> TimeKeys::otherWith(TimeAction action, const QKeySequence& key) const {
  for (const auto& [other, keys] : keys_)
    if (other != action && std::ranges::find(keys, key) != keys.end()) return other;
  return std::nullopt;
}

std::optional<TimeAction> TimeKeys::actionFor(const QKeyEvent& event) const {
  for (const auto& [action, keys] : keys_)
    if (has(keys, pressed(event, {}))) return action;
  for (const auto& [action, keys] : keys_) {
    // Signs such as / or [ need Shift on some keyboards.
    const bool sign = event.key() < Qt::Key_0 || (event.key() > Qt::Key_9 && event.key() < Qt::Key_A) ||
                      (event.key() > Qt::Key_Z && event.key() < Qt::Key_Escape);
    if ((takesShift(action) || sign) && has(keys, pressed(event, Qt::ShiftModifier))) return action;
  }
  return std::nullopt;
}

}  // namespace fusewright
