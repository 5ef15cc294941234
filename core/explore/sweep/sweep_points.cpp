#include "core/explore/sweep/sweep_points.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "core/explore/sweep/sample_sequence.h"

namespace fusewright {
namespace {

/// The number at `part` of the way through a range, 0 to 1. Twelve digits, so that 0.05 + 0.05 is 0.1.
double along(const AxisRange& range, double part) {
  const double number = range.scale == AxisScale::Linear ? range.from + part * (range.to - range.from)
                                                         : range.from * std::pow(range.to / range.from, part);
  if (range.whole) return std::round(number);
  const std::string text = fmt::format("{:.12g}", number);
  double rounded = number;
  std::from_chars(text.data(), text.data() + text.size(), rounded);
  return rounded;
}

std::string where(const SweepAxis& axis) {
  return fmt::format("axis {}", axis.parameter);
}

Result<void> checkAxis(const SweepAxis& axis, SamplingMethod method) {
  if (axis.values.empty() && !axis.range)
    return failure("the axis has no values", where(axis), "give \"values\", or \"from\" and \"to\"");
  if (!axis.range) return {};
  const AxisRange& range = *axis.range;
  if (!std::isfinite(range.from) || !std::isfinite(range.to))
    return failure("a range without ends", where(axis), "give finite numbers");
  if (range.scale == AxisScale::Logarithmic && !(range.from > 0 && range.to > 0))
    return failure("a logarithmic range that is not above 0", where(axis), "give ends above 0, or a linear scale");
  if (method == SamplingMethod::Grid && range.count < 1)
    return failure("a grid needs to know how many values of the range to take", where(axis),
                   "add \"count\", or sample with latin-hypercube or sobol");
  return {};
}

Result<std::uint64_t> gridPoints(const std::vector<SweepAxis>& axes) {
  std::uint64_t points = 1;
  for (const SweepAxis& axis : axes) {
    if (gridSize(axis) > kMostPoints / points)
      return failure("the grid has more points than can be counted", where(axis),
                     fmt::format("keep below {} points, or sample with latin-hypercube or sobol", kMostPoints));
    points *= gridSize(axis);
  }
  return points;
}

Result<std::uint64_t> pointsOf(const SweepSpec& spec) {
  switch (spec.sampling.method) {
    case SamplingMethod::List:
      return spec.points.size();
    case SamplingMethod::Grid:
      return gridPoints(spec.axes);
    case SamplingMethod::Sobol:
      if (spec.axes.size() > kSobolAxes)
        return failure(fmt::format("a Sobol sequence over {} axes", spec.axes.size()), "sampling",
                       fmt::format("vary at most {} parameters, or sample with latin-hypercube", kSobolAxes));
      break;
    case SamplingMethod::LatinHypercube:
      break;
  }
  constexpr std::int64_t kMostSamples = std::int64_t{1} << 32;
  if (spec.sampling.count < 1 || spec.sampling.count > kMostSamples)
    return failure(fmt::format("{} sampled points", spec.sampling.count), "sampling",
                   fmt::format("give a \"count\" from 1 to {}", kMostSamples));
  return static_cast<std::uint64_t>(spec.sampling.count);
}

}  // namespace

std::string numberText(double number) {
  return fmt::format("{}", number);
}

std::uint64_t gridSize(const SweepAxis& axis) {
  return axis.range ? static_cast<std::uint64_t>(axis.range->count) : axis.values.size();
}

std::string gridValue(const SweepAxis& axis, std::uint64_t place) {
  if (!axis.range) return axis.values[place];
  const std::uint64_t last = gridSize(axis) - 1;
  if (place == last && last > 0) return numberText(axis.range->whole ? std::round(axis.range->to) : axis.range->to);
  return numberText(along(*axis.range, last == 0 ? 0 : static_cast<double>(place) / static_cast<double>(last)));
}

std::string sampledValue(const SweepAxis& axis, double coordinate) {
  if (axis.range) return numberText(along(*axis.range, coordinate));
  const auto place = static_cast<std::size_t>(coordinate * static_cast<double>(axis.values.size()));
  return axis.values[std::min(place, axis.values.size() - 1)];
}

std::vector<SweepSetting> overlaid(std::vector<SweepSetting> settings, const std::vector<SweepSetting>& more) {
  for (const SweepSetting& setting : more) {
    const auto present = std::ranges::find(settings, setting.parameter, &SweepSetting::parameter);
    if (present != settings.end())
      present->value = setting.value;
    else
      settings.push_back(setting);
  }
  return settings;
}

Result<SweepPoints> SweepPoints::of(SweepSpec spec) {
  std::set<std::string> seen;
  for (const SweepAxis& axis : spec.axes) {
    if (!seen.insert(axis.parameter).second)
      return failure("the axis is given twice", where(axis), "keep one of the two");
    if (auto checked = checkAxis(axis, spec.sampling.method); !checked) return tl::make_unexpected(checked.error());
  }
  const auto size = pointsOf(spec);
  if (!size) return tl::make_unexpected(size.error());
  return SweepPoints(std::move(spec), *size);
}

std::string SweepPoints::valueOf(std::size_t axis, std::uint64_t index, std::uint64_t gridPlace) const {
  const auto count = static_cast<std::uint64_t>(spec_.sampling.count);
  switch (spec_.sampling.method) {
    case SamplingMethod::LatinHypercube:
      return sampledValue(spec_.axes[axis], latinCoordinate(index, count, axis, spec_.sampling.seed));
    case SamplingMethod::Sobol:
      return sampledValue(spec_.axes[axis], sobolCoordinate(index, axis, spec_.sampling.seed));
    case SamplingMethod::Grid:
    case SamplingMethod::List:
      break;
  }
  return gridValue(spec_.axes[axis], gridPlace);
}

std::vector<SweepSetting> SweepPoints::at(std::uint64_t index) const {
  if (spec_.sampling.method == SamplingMethod::List) return overlaid(spec_.base, spec_.points[index]);
  std::vector<SweepSetting> settings(spec_.axes.size());
  std::uint64_t rest = index;
  for (std::size_t axis = spec_.axes.size(); axis-- > 0;) {
    const std::uint64_t size = std::max<std::uint64_t>(gridSize(spec_.axes[axis]), 1);
    settings[axis] = {spec_.axes[axis].parameter, valueOf(axis, index, rest % size)};
    rest /= size;
  }
  return overlaid(spec_.base, settings);
}

std::vector<std::string> SweepPoints::varied() const {
  std::vector<std::string> names;
  if (spec_.sampling.method != SamplingMethod::List) {
    for (const SweepAxis& axis : spec_.axes) names.push_back(axis.parameter);
    return names;
  }
  for (const ListedPoint& point : spec_.points)
    for (const SweepSetting& setting : point)
      if (std::ranges::find(names, setting.parameter) == names.end()) names.push_back(setting.parameter);
  return names;
}

}  // namespace fusewright
