#pragma once

#include <memory>
#include <vector>

#include <QString>

namespace fusewright {

class FoldedTime;

/// Cycles from `from` to `to` laid along `length` pixels that begin at `left`. Requires to > from and length > 0. With
/// some of them folded away, time runs unevenly: see piecesOf().
struct TimeAxis {
  double from = 0;
  double to = 1;
  double left = 0;
  double length = 1;
  std::shared_ptr<const FoldedTime> fold = {};  ///< none: time runs evenly

  /// Outside of breaks.
  [[nodiscard]] double cyclesPerPixel() const { return fold ? shownPerPixel() : (to - from) / length; }
  [[nodiscard]] double toPixel(double cycle) const {
    return fold ? foldedPixel(cycle) : left + (cycle - from) / cyclesPerPixel();
  }
  [[nodiscard]] double toCycle(double pixel) const {
    return fold ? foldedCycle(pixel) : from + (pixel - left) * cyclesPerPixel();
  }

  friend bool operator==(const TimeAxis&, const TimeAxis&) = default;

 private:
  [[nodiscard]] double shownPerPixel() const;
  [[nodiscard]] double foldedPixel(double cycle) const;
  [[nodiscard]] double foldedCycle(double pixel) const;
};

/// A range of cycles, from < to.
struct TimeRange {
  double from = 0;
  double to = 1;

  [[nodiscard]] double length() const { return to - from; }

  friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

/// `range` zoomed by `factor` (below 1: closer) so that `cycle` keeps its place on the screen, never below `minimum`
/// cycles.
[[nodiscard]] TimeRange zoomed(TimeRange range, double cycle, double factor, double minimum);

/// `range` moved, or shortened, until it lies inside [0, span].
[[nodiscard]] TimeRange clampedTo(TimeRange range, double span);

/// A labelled place on an axis.
struct Tick {
  double value = 0;
  QString label;

  friend bool operator==(const Tick&, const Tick&) = default;
};

/// The step of the form 1, 2 or 5 times a power of ten that is not below `least`. Requires least > 0.
[[nodiscard]] double niceStep(double least);

/// Ticks inside the axis at a nice step, about `spacing` pixels apart or more. Labels share one magnitude: "200 k".
[[nodiscard]] std::vector<Tick> timeTicks(const TimeAxis& axis, double spacing);

}  // namespace fusewright
