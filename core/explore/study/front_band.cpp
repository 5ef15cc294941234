#include "core/explore/study/front_band.h"

#include <algorithm>
#include <limits>

#include "core/explore/front/pareto_front.h"
#include "core/hardware/iso_area.h"

namespace fusewright {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

double unitsWorth(const StudyDesign& design, double ratio) {
  return static_cast<double>(design.units) + static_cast<double>(design.memory.value) / ratio;
}

/// The non-dominated designs by ascending area.
std::vector<Objectives> frontUnder(std::span<const StudyDesign> designs, const StudyDesign& reference, double ratio) {
  std::vector<Objectives> all;
  for (const StudyDesign& design : designs)
    if (design.latencyCycles && design.units > 0)
      all.push_back({.first = relativeArea(design, reference, ratio), .second = *design.latencyCycles});
  std::vector<Objectives> front;
  for (const std::size_t index : paretoFront(all)) front.push_back(all[index]);
  return front;
}

/// Least latency within `area`.
double leastWithin(const std::vector<Objectives>& front, double area) {
  const auto beyond = std::ranges::upper_bound(front, area, {}, &Objectives::first);
  return beyond == front.begin() ? kNever : (beyond - 1)->second;
}

}  // namespace

std::vector<double> exchangeRatios() {
  std::vector<double> ratios;
  for (const AreaCalibration& calibration : areaCalibrations()) ratios.push_back(calibration.bitsPerUnit);
  return ratios;
}

std::optional<double> exchangeRatioOf(const StudyDesign& design) {
  if (!design.memoryFraction || *design.memoryFraction <= 0 || *design.memoryFraction >= 1 || design.units <= 0)
    return std::nullopt;
  const double bitsPerUnit = static_cast<double>(design.memory.value) / static_cast<double>(design.units);
  return bitsPerUnit * (1 - *design.memoryFraction) / *design.memoryFraction;
}

double relativeArea(const StudyDesign& design, const StudyDesign& reference, double ratio) {
  return unitsWorth(design, ratio) / unitsWorth(reference, ratio);
}

std::vector<FrontStep> frontBand(std::span<const StudyDesign> designs, const StudyDesign& reference,
                                 std::span<const double> ratios) {
  std::vector<std::vector<Objectives>> fronts;
  std::vector<double> areas;
  for (const double ratio : ratios) {
    fronts.push_back(frontUnder(designs, reference, ratio));
    for (const Objectives& corner : fronts.back()) areas.push_back(corner.first);
  }
  std::ranges::sort(areas);
  areas.erase(std::ranges::unique(areas).begin(), areas.end());
  std::vector<FrontStep> band;
  for (const double area : areas) {
    FrontStep step{.area = area, .latency = leastWithin(fronts.front(), area), .least = kNever, .most = 0};
    for (const auto& front : fronts) {
      step.least = std::min(step.least, leastWithin(front, area));
      step.most = std::max(step.most, leastWithin(front, area));
    }
    if (step.most < kNever) band.push_back(step);
  }
  return band;
}

}  // namespace fusewright
