#include "widgets/common/time_axis.h"

#include <algorithm>
#include <cmath>

#include <QLocale>

#include "widgets/common/folded_time.h"

namespace fusewright {
namespace {

struct Magnitude {
  double factor = 1;
  const char* suffix = "";
};

/// The largest magnitude in which every multiple of `step` has at most one decimal.
Magnitude magnitudeOf(double step) {
  if (step >= 1e8) return {1e9, " G"};
  if (step >= 1e5) return {1e6, " M"};
  if (step >= 1e2) return {1e3, " k"};
  return {};
}

QString tickLabel(double value, double step) {
  const Magnitude magnitude = value == 0 ? Magnitude{} : magnitudeOf(step);
  const double shown = value / magnitude.factor;
  const double shownStep = step / magnitude.factor;
  const int decimals = shownStep >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(shownStep) - 1e-9));
  return QLocale().toString(shown, 'f', decimals) + QLatin1String(magnitude.suffix);
}

}  // namespace

double TimeAxis::shownPerPixel() const {
  return fold->shown({from, to}).length() / length;
}

double TimeAxis::foldedPixel(double cycle) const {
  return left + (fold->shownAt(cycle) - fold->shownAt(from)) / shownPerPixel();
}

double TimeAxis::foldedCycle(double pixel) const {
  return fold->cycleAt(fold->shownAt(from) + (pixel - left) * shownPerPixel());
}

TimeRange zoomed(TimeRange range, double cycle, double factor, double minimum) {
  const double length = std::max(range.length() * factor, minimum);
  const double share = (cycle - range.from) / range.length();
  const double from = cycle - share * length;
  return {from, from + length};
}

TimeRange clampedTo(TimeRange range, double span) {
  const double length = std::min(range.length(), span);
  const double from = std::clamp(range.from, 0.0, span - length);
  return {from, from + length};
}

double niceStep(double least) {
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double digit : {1.0, 2.0, 5.0}) {
    if (digit * power >= least * (1 - 1e-12)) return digit * power;
  }
  return 10 * power;
}

std::vector<Tick> timeTicks(const TimeAxis& axis, double spacing) {
  const double step = niceStep(spacing * axis.cyclesPerPixel());
  std::vector<Tick> ticks;
  for (double index = std::ceil(axis.from / step - 1e-9); index * step <= axis.to * (1 + 1e-12); ++index) {
    ticks.push_back({.value = index * step, .label = tickLabel(index * step, step)});
  }
  return ticks;
}

}  // namespace fusewright
