#include "widgets/hardware/slider_scale.h"

#include <algorithm>
#include <cmath>

#include "core/hardware/parameter_reach.h"

namespace fusewright {
namespace {

bool byFactors(const Parameter& parameter) {
  return parameter.logarithmic && parameter.minimum > 0;
}

double threeSignificant(double value) {
  if (value == 0) return 0;
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 2);
  return std::round(value / unit) * unit;
}

}  // namespace

Parameter withSliderLimits(Parameter parameter, double usual) {
  if (!byFactors(parameter) || !(usual > 0)) return parameter;
  const double lowest = std::min(usual / kParameterReach, parameter.value);
  const double highest = std::max(usual * kParameterReach, parameter.value);
  parameter.minimum = std::clamp(lowest, parameter.minimum, parameter.maximum);
  parameter.maximum = std::clamp(highest, parameter.minimum, parameter.maximum);
  return parameter;
}

int sliderPosition(const Parameter& parameter, double value) {
  if (parameter.maximum <= parameter.minimum) return 0;
  const double inside = std::clamp(value, parameter.minimum, parameter.maximum);
  const double share = byFactors(parameter)
                           ? std::log(inside / parameter.minimum) / std::log(parameter.maximum / parameter.minimum)
                           : (inside - parameter.minimum) / (parameter.maximum - parameter.minimum);
  return static_cast<int>(std::lround(share * kSliderSteps));
}

double sliderValue(const Parameter& parameter, int position) {
  const double share = static_cast<double>(position) / kSliderSteps;
  const double exact = byFactors(parameter) ? parameter.minimum * std::pow(parameter.maximum / parameter.minimum, share)
                                            : parameter.minimum + share * (parameter.maximum - parameter.minimum);
  const double value = parameter.integer ? std::round(exact) : threeSignificant(exact);
  return std::clamp(value, parameter.minimum, parameter.maximum);
}

}  // namespace fusewright
