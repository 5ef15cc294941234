#pragma once

#include "core/hardware/parameters.h"

namespace fusewright {

/// Positions of a slider for a parameter.
inline constexpr int kSliderSteps = 1000;

/// The parameter with the limits that its slider reaches. One that moves by factors may span many powers of ten, which
/// no hand can aim in: its slider reaches a factor of 64 to both sides of `usual`, the value that a reset restores, and
/// as far as the present value, always within the parameter's own limits.
[[nodiscard]] Parameter withSliderLimits(Parameter parameter, double usual);

/// The position 0..kSliderSteps of `value` between the parameter's limits, by factors for logarithmic ones.
[[nodiscard]] int sliderPosition(const Parameter& parameter, double value);

/// The value at a position, rounded to three digits (whole for integers) so that it can be read and repeated.
[[nodiscard]] double sliderValue(const Parameter& parameter, int position);

}  // namespace fusewright
