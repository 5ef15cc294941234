#pragma once

#include <map>
#include <optional>
#include <vector>

#include <QKeyEvent>
#include <QKeySequence>
#include <QString>

namespace fusewright {

/// What keys do in drawings with a time axis, while they have the focus.
enum class TimeAction {
  ZoomIn,
  ZoomOut,
  PanLeft,
  PanRight,
  Fit,
  ShowAll,
  NextTile,
  PreviousTile,
  Producer,
  Consumer,
  NextEdge,
  PreviousEdge,
  MarkHere,
  KeepMark,
  SelectionToRange,
  Back,
  Forward,
  Find,
  PlayheadHere,
  PlayheadBack,
  PlayheadOn,
  Play,
};

inline constexpr std::size_t kTimeActions = 22;

/// A word for settings files: "zoomIn".
[[nodiscard]] QString timeActionId(TimeAction action);

/// What it does, for menus and the list of keys.
[[nodiscard]] QString timeActionText(TimeAction action);

/// Which keys do what. Zooming and panning take Shift besides, for four times as much.
class TimeKeys {
 public:
  /// The keys that everybody starts with.
  TimeKeys();

  [[nodiscard]] const std::vector<QKeySequence>& keysOf(TimeAction action) const { return keys_.at(action); }
  void setKeys(TimeAction action, std::vector<QKeySequence> keys) { keys_[action] = std::move(keys); }
  /// Another action that has one of these keys, if any.
  [[nodiscard]] std::optional<TimeAction> otherWith(TimeAction action, const QKeySequence& key) const;

  [[nodiscard]] std::optional<TimeAction> actionFor(const QKeyEvent& event) const;

 private:
  std::map<TimeAction, std::vector<QKeySequence>> keys_;
};

}  // namespace fusewright
