#pragma once

#include <optional>
#include <vector>

#include <QElapsedTimer>
#include <QObject>

#include "widgets/common/folded_time.h"
#include "widgets/common/time_axis.h"
#include "widgets/common/time_keys.h"
#include "widgets/common/time_marks.h"

namespace fusewright {

/// What the plain wheel does over a drawing with a time axis.
enum class WheelUse { Scrolls, Zooms };

/// Which way the playhead is asked to go: to the event before it or after it, or along by itself until asked again.
enum class PlayheadMove { Back, On, Play };

/// The range of cycles on show, the cursor, the marks, the marked range and the playhead, and what keys and wheel mean,
/// shared by all views that have a time axis. While the whole run is on show it stays so when the run gets longer or
/// shorter; otherwise the range is left where it is.
class TimeNavigator : public QObject {
  Q_OBJECT

 public:
  explicit TimeNavigator(QObject* parent = nullptr) : QObject(parent) {}

  [[nodiscard]] double span() const { return span_; }
  [[nodiscard]] TimeRange visible() const { return visible_; }
  [[nodiscard]] bool showsAll() const { return visible_ == TimeRange{0, span_}; }
  [[nodiscard]] std::optional<double> cursor() const { return cursor_; }
  [[nodiscard]] std::optional<TimeRange> marked() const { return marked_; }

  /// Cycles from 0 to the end of the run.
  void setSpan(double span);
  void show(TimeRange range);
  void showAll() { show({0, span_}); }
  /// Moves the visible range just so far that `range` is inside, and widens it if it has to.
  void reveal(TimeRange range);
  void zoomAt(double cycle, double factor);
  /// By cycles as they are shown: those folded away do not count.
  void panBy(double cycles) { showBeside(visible_, cycles); }
  /// A range so many shown cycles after another one.
  void showBeside(TimeRange range, double cycles);

  /// What is folded away; null: nothing. The range on show stays, unless all of it is hidden: then its like is shown.
  void setFold(std::shared_ptr<const FoldedTime> fold);
  [[nodiscard]] const std::shared_ptr<const FoldedTime>& fold() const { return fold_; }
  /// Shown cycles of the range on show.
  [[nodiscard]] double shownLength() const { return shown(visible_).length(); }
  void setCursor(std::optional<double> cycle);
  void mark(std::optional<TimeRange> range);

  /// The instant whose contents of memories are on show. It stays where it is when the schedule changes.
  [[nodiscard]] std::optional<double> playhead() const { return playhead_; }
  void setPlayhead(std::optional<double> cycle);
  /// Passes on what a view was asked for; where events are is for others to know.
  void askPlayhead(PlayheadMove move) { Q_EMIT playheadAsked(move); }

  /// In order of time; numbered from 1 for the keys.
  [[nodiscard]] const std::vector<TimeMark>& marks() const { return marks_; }
  /// What a figure of the range on show carries.
  [[nodiscard]] TimeMarks timeMarks() const { return {.marks = marks_, .playhead = playhead_}; }
  void addMark(TimeMark mark);
  void removeMark(std::size_t index);
  /// One that got a name stays, as if it had been set to.
  void nameMark(std::size_t index, const QString& name);
  void clearMarks();
  /// Brings mark number `number` (from 1) into the middle of what is on show.
  void goToMark(std::size_t number);

  /// Ranges on show before this one; those changed within a moment of each other count as one.
  [[nodiscard]] bool canGoBack() const { return !back_.empty(); }
  [[nodiscard]] bool canGoForward() const { return !forward_.empty(); }
  void goBack();
  void goForward();

  [[nodiscard]] WheelUse wheelUse() const { return wheelUse_; }
  void setWheelUse(WheelUse use) { wheelUse_ = use; }
  [[nodiscard]] const TimeKeys& keys() const { return keys_; }
  void setKeys(TimeKeys keys) { keys_ = std::move(keys); }

 Q_SIGNALS:
  void visibleChanged();
  void cursorChanged();
  void markedChanged();
  void marksChanged();
  void playheadChanged();
  void playheadAsked(fusewright::PlayheadMove move);
  void historyChanged();

 private:
  [[nodiscard]] TimeRange shown(TimeRange cycles) const { return fold_ ? fold_->shown(cycles) : cycles; }
  [[nodiscard]] TimeRange cyclesOf(TimeRange shown) const { return fold_ ? fold_->cycles(shown) : shown; }
  void showAround(double cycle);
  void remember();
  void display(TimeRange range);

  double span_ = 1;
  TimeRange visible_{0, 1};
  std::shared_ptr<const FoldedTime> fold_;
  std::optional<double> cursor_;
  std::optional<TimeRange> marked_;
  std::vector<TimeMark> marks_;
  std::optional<double> playhead_;
  std::vector<TimeRange> back_;
  std::vector<TimeRange> forward_;
  QElapsedTimer sinceChange_;
  WheelUse wheelUse_ = WheelUse::Scrolls;
  TimeKeys keys_;
};

}  // namespace fusewright
