#include "widgets/common/time_navigator.h"

#include <algorithm>

namespace fusewright {
namespace {

/// The closest one can look.
constexpr double kFewestCycles = 8;

}  // namespace

void TimeNavigator::setSpan(double span) {
  const bool all = showsAll();
  const bool changed = span != span_;
  span_ = std::max(span, 1.0);
  if (changed) show(all ? TimeRange{0, span_} : visible_);
}

void TimeNavigator::show(TimeRange range) {
  const double least = std::min(kFewestCycles, span_);
  if (range.length() < least) {
    const double middle = (range.from + range.to) / 2;
    range = {middle - least / 2, middle + least / 2};
  }
  range = clampedTo(range, span_);
  if (range == visible_) return;
  visible_ = range;
  Q_EMIT visibleChanged();
}

void TimeNavigator::reveal(TimeRange range) {
  if (range.from >= visible_.from && range.to <= visible_.to) return;
  if (range.length() > visible_.length() * 0.8) {
    const double margin = range.length() * 0.1;
    show({range.from - margin, range.to + margin});
    return;
  }
  const double middle = (range.from + range.to) / 2;
  show({middle - visible_.length() / 2, middle + visible_.length() / 2});
}

void TimeNavigator::zoomAt(double cycle, double factor) {
  show(zoomed(visible_, cycle, factor, std::min(kFewestCycles, span_)));
}

void TimeNavigator::panBy(double cycles) {
  show({visible_.from + cycles, visible_.to + cycles});
}

void TimeNavigator::setCursor(std::optional<double> cycle) {
  if (cycle == cursor_) return;
  cursor_ = cycle;
  Q_EMIT cursorChanged();
}

void TimeNavigator::mark(std::optional<TimeRange> range) {
  if (range == marked_) return;
  marked_ = range;
  Q_EMIT markedChanged();
}

}  // namespace fusewright
