#include "widgets/common/folded_time.h"

#include <algorithm>
#include <cmath>

namespace fusewright {
namespace {

/// What `to` is at `value` of `from`, between the knots around it; beyond them time runs as it does everywhere.
template <typename Knot>
double mapped(const std::vector<Knot>& knots, double value, double Knot::*from, double Knot::*to) {
  const auto after = std::ranges::upper_bound(knots, value, {}, from);
  if (after == knots.begin()) return value;
  const Knot& last = *(after - 1);
  if (after == knots.end()) return last.*to + (value - last.*from);
  const double share = (value - last.*from) / ((*after).*from - last.*from);
  return last.*to + share * ((*after).*to - last.*to);
}

}  // namespace

std::vector<TimeFold> foldsOf(std::span<const SteadyState> states) {
  std::vector<TimeFold> folds;
  for (const SteadyState& state : states) {
    const TimeRange hidden{(state.from + state.period).value, state.to().value};
    folds.push_back({.hidden = hidden,
                     .period = state.period.value,
                     .times = state.count - 1,
                     .room = std::min(state.period.value, hidden.length() / 2)});
  }
  return folds;
}

FoldedTime::FoldedTime(std::vector<TimeFold> folds) : folds_(std::move(folds)) {
  double away = 0;
  for (const TimeFold& fold : folds_) {
    const double begin = fold.hidden.from - away;
    knots_.push_back({.cycle = fold.hidden.from, .shown = begin});
    knots_.push_back({.cycle = fold.hidden.to, .shown = begin + fold.room});
    away += fold.hidden.length() - fold.room;
  }
}

double FoldedTime::shownAt(double cycle) const {
  return mapped(knots_, cycle, &Knot::cycle, &Knot::shown);
}

double FoldedTime::cycleAt(double shown) const {
  return mapped(knots_, shown, &Knot::shown, &Knot::cycle);
}

const TimeFold* FoldedTime::foldAt(double cycle) const {
  const auto found =
      std::ranges::partition_point(folds_, [&](const TimeFold& fold) { return fold.hidden.to <= cycle; });
  return found != folds_.end() && found->hidden.from <= cycle ? &*found : nullptr;
}

TimeRange FoldedTime::image(TimeRange range) const {
  const TimeFold* fold = foldAt(range.from);
  if (fold == nullptr) return range;
  const double back = (std::floor((range.from - fold->hidden.from) / fold->period) + 1) * fold->period;
  return {range.from - back, range.to - back};
}

std::vector<AxisPiece> piecesOf(const TimeAxis& axis, double pixel) {
  if (!axis.fold) return {{.axis = axis}};
  std::vector<AxisPiece> pieces;
  const double right = axis.left + axis.length;
  const auto placeOf = [&](double cycle) {
    const double x = std::clamp(axis.toPixel(cycle), axis.left, right);
    return pixel > 0 ? axis.left + std::round((x - axis.left) / pixel) * pixel : x;
  };
  const auto add = [&](double from, double to, const TimeFold* fold) {
    from = std::max(from, axis.from);
    to = std::min(to, axis.to);
    if (from >= to) return;
    const double left = placeOf(from);
    const double length = std::min(placeOf(to), right) - left;
    if (length > 0)
      pieces.push_back({.axis = {.from = from, .to = to, .left = left, .length = length, .fold = {}}, .fold = fold});
  };
  double reached = axis.from;
  for (const TimeFold& fold : axis.fold->folds()) {
    add(reached, fold.hidden.from, nullptr);
    add(fold.hidden.from, fold.hidden.to, &fold);
    reached = std::max(reached, fold.hidden.to);
  }
  add(reached, axis.to, nullptr);
  return pieces;
}

}  // namespace fusewright
