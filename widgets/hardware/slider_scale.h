#pragma once

#include "core/hardware/parameters.h"

namespace fusewright {

/// Positions of a slider for a parameter.
inline constexpr int kSliderSteps = 1000;

/// The position 0..kSliderSteps of `value` between the parameter's limits, by factors for logarithmic ones.
[[nodiscard]] int sliderPosition(const Parameter& parameter, double value);

/// The value at a position, rounded to three digits (whole for integers) so that it can be read and repeated.
[[nodiscard]] double sliderValue(const Parameter& parameter, int position);

}  // namespace fusewright
