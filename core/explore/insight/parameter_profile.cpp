#include "core/explore/insight/parameter_profile.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "core/base/time_limit.h"
#include "core/hardware/parameter_reach.h"

namespace fusewright {
namespace {

constexpr int kRangeSteps = 9;
constexpr int kBisections = 3;
constexpr double kNear = 4;

double between(const Parameter& parameter, double low, double high) {
  const double middle = parameter.logarithmic && low > 0 ? std::sqrt(low * high) : (low + high) / 2;
  return parameter.integer ? std::round(middle) : middle;
}

/// The limits between which a parameter is tried. Far from its value nobody asks, and designs may be vast there.
Parameter withinReach(Parameter parameter) {
  if (!(parameter.value > 0) || !(parameter.logarithmic || parameter.integer)) return parameter;
  parameter.minimum = std::max(parameter.minimum, parameter.value / kParameterReach);
  parameter.maximum = std::min(parameter.maximum, parameter.value * kParameterReach);
  return parameter;
}

double atShare(const Parameter& parameter, double share) {
  if (parameter.logarithmic && parameter.minimum > 0)
    return parameter.minimum * std::pow(parameter.maximum / parameter.minimum, share);
  return parameter.minimum + (parameter.maximum - parameter.minimum) * share;
}

/// None if stopped.
std::optional<ProfileSample> sampleAt(const Design& design, const Parameter& parameter, double value,
                                      const SampleEvaluator& evaluate, const std::stop_token& stop) {
  if (stop.stop_requested()) return std::nullopt;
  ProfileSample sample{.value = value, .latency = std::nullopt, .feasible = false};
  auto changed = withParameter(*design.accelerator, parameter.id, fmt::format("{}", value));
  if (!changed) return sample;
  Design tried = design;
  tried.accelerator = std::make_shared<const Accelerator>(std::move(*changed));
  const auto evaluation = evaluate(tried, stop);
  if (stop.stop_requested()) return std::nullopt;
  if (!evaluation) return sample;
  sample.latency = evaluation->metrics->latency;
  sample.feasible = evaluation->metrics->violations.empty();
  return sample;
}

std::vector<double> nearestFirst(std::vector<double> values, double value) {
  const auto distance = [value](double other) {
    return value > 0 && other > 0 ? std::abs(std::log(other / value)) : std::abs(other - value);
  };
  std::ranges::stable_sort(values, {}, distance);
  return values;
}

/// One value in the middle of each two neighbours of which one is feasible, unless nothing lies between them.
std::vector<double> betweenFeasibleAndNot(const Parameter& parameter, const std::vector<ProfileSample>& samples) {
  std::vector<double> values;
  for (std::size_t index = 0; index + 1 < samples.size(); ++index) {
    const ProfileSample& low = samples[index];
    const ProfileSample& high = samples[index + 1];
    const double middle = between(parameter, low.value, high.value);
    if (low.feasible != high.feasible && middle > low.value && middle < high.value) values.push_back(middle);
  }
  return values;
}

}  // namespace

std::vector<double> profileValues(const Parameter& whole) {
  if (whole.text || whole.maximum <= whole.minimum) return {};
  const Parameter parameter = withinReach(whole);
  const auto tried = [&](double value) { return parameter.integer ? std::round(value) : value; };
  std::vector<double> values{parameter.value};
  for (double factor = 1 / kNear; factor <= kNear; factor *= 2) values.push_back(tried(parameter.value * factor));
  for (int step = 0; step <= kRangeSteps; ++step) {
    const double value = tried(atShare(parameter, static_cast<double>(step) / kRangeSteps));
    const auto same = [value](double other) { return std::abs(other - value) <= 1e-9 * std::abs(value); };
    if (std::ranges::none_of(values, same)) values.push_back(value);
  }
  std::erase_if(values, [&](double value) { return value < parameter.minimum || value > parameter.maximum; });
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

ParameterProfile profileOf(const Design& design, const Parameter& parameter, const SampleEvaluator& evaluate,
                           std::stop_token stop, double seconds) {
  ParameterProfile profile{.id = parameter.id, .value = parameter.value, .samples = {}};
  const TimeLimit limit(seconds, stop);
  const auto add = [&](const std::vector<double>& values) {
    for (const double value : values) {
      const auto sample = sampleAt(design, parameter, value, evaluate, limit.token());
      if (!sample) break;
      profile.samples.push_back(*sample);
    }
    std::ranges::sort(profile.samples, {}, &ProfileSample::value);
  };
  add(nearestFirst(profileValues(parameter), parameter.value));
  for (int round = 0; round < kBisections; ++round) add(betweenFeasibleAndNot(parameter, profile.samples));
  if (stop.stop_requested()) profile.samples.clear();
  return profile;
}

std::vector<ValueRange> infeasibleRanges(const ParameterProfile& profile) {
  std::vector<ValueRange> ranges;
  bool open = false;
  for (const ProfileSample& sample : profile.samples) {
    if (!sample.feasible && open) ranges.back().to = sample.value;
    if (!sample.feasible && !open) ranges.push_back({.from = sample.value, .to = sample.value});
    open = !sample.feasible;
  }
  return ranges;
}

std::vector<ProfileSample> aroundThePoint(const ParameterProfile& profile) {
  std::vector<ProfileSample> near;
  const double low = profile.value / kNear * 0.999;
  const double high = profile.value * kNear * 1.001;
  for (const ProfileSample& sample : profile.samples)
    if (sample.value >= low && sample.value <= high && sample.latency) near.push_back(sample);
  return near;
}

bool matters(const ParameterProfile& profile) {
  const std::vector<ProfileSample> near = aroundThePoint(profile);
  if (near.empty()) return false;
  const auto [least, most] = std::ranges::minmax_element(near, {}, [](const auto& sample) { return *sample.latency; });
  return *most->latency - *least->latency >= *least->latency * 0.001;
}

}  // namespace fusewright
