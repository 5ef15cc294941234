#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/metrics/steady_state.h"
#include "widgets/common/time_axis.h"

namespace fusewright {

/// A stretch of time that is shown as a break, since it repeats the period before it.
struct TimeFold {
  TimeRange hidden;
  double period = 1;
  std::int64_t times = 0;  ///< periods that are hidden
  double room = 1;         ///< cycles of the shown time that the break takes

  friend bool operator==(const TimeFold&, const TimeFold&) = default;
};

/// All periods but the first of each steady state. A break takes as much room as a period, and half of what it hides at
/// most, so that it keeps its look at any zoom.
[[nodiscard]] std::vector<TimeFold> foldsOf(std::span<const SteadyState> states);

/// Time with stretches of it folded away: as it was before the first of them, later by what they hide after it. Within
/// a break it still runs, only faster, so that each cycle has a place of its own and each place its cycle.
class FoldedTime {
 public:
  /// In order of time, not overlapping.
  explicit FoldedTime(std::vector<TimeFold> folds);

  [[nodiscard]] const std::vector<TimeFold>& folds() const { return folds_; }
  /// The shown time of a cycle, and the way back.
  [[nodiscard]] double shownAt(double cycle) const;
  [[nodiscard]] double cycleAt(double shown) const;
  [[nodiscard]] TimeRange shown(TimeRange cycles) const { return {shownAt(cycles.from), shownAt(cycles.to)}; }
  [[nodiscard]] TimeRange cycles(TimeRange shown) const { return {cycleAt(shown.from), cycleAt(shown.to)}; }
  /// The break that a cycle is hidden in; null if it is not.
  [[nodiscard]] const TimeFold* foldAt(double cycle) const;
  /// A range that is hidden, where its like is in the period that is shown; others as they are.
  [[nodiscard]] TimeRange image(TimeRange range) const;

 private:
  /// Where the pace of time changes.
  struct Knot {
    double cycle = 0;
    double shown = 0;
  };

  std::vector<TimeFold> folds_;
  std::vector<Knot> knots_;  ///< the beginning and the end of each fold
};

/// A stretch of an axis along which time runs evenly; a break, if `fold` is not null.
struct AxisPiece {
  TimeAxis axis;
  const TimeFold* fold = nullptr;
};

/// The pieces of an axis from left to right: the axis itself if nothing is folded. Their ends are rounded to multiples
/// of `pixel`, if that is not 0; those without a width are left out.
[[nodiscard]] std::vector<AxisPiece> piecesOf(const TimeAxis& axis, double pixel = 0);

}  // namespace fusewright
