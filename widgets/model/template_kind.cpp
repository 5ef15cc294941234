#include "widgets/model/template_kind.h"

#include <algorithm>

#include "core/hardware/parameter_reach.h"

namespace fusewright {
namespace {

/// Ranges up to here are covered step by step.
constexpr std::int64_t kMostSteps = 256;
/// Beyond, a slider reaches from the usual value over this factor.
constexpr std::int64_t kFactor = kParameterReach;

}  // namespace

SliderRange sliderRangeOf(const TemplateParameter& parameter) {
  if (parameter.maximum - parameter.minimum <= kMostSteps)
    return {.least = parameter.minimum, .most = parameter.maximum, .byFactors = false};
  const std::int64_t usual = std::max<std::int64_t>(parameter.fallback, 1);
  const std::int64_t most = std::min(parameter.maximum, usual * kFactor);
  // A range from 0 has no factors; its slider is for small values, the field takes all of them.
  if (parameter.minimum < 1)
    return {.least = parameter.minimum,
            .most = std::max(most, std::min(parameter.maximum, kMostSteps * 16)),
            .byFactors = false};
  return {.least = std::max(parameter.minimum, usual / kFactor),
          .most = std::max(most, std::min(parameter.maximum, kFactor)),
          .byFactors = true};
}

}  // namespace fusewright
