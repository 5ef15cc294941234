#pragma once

#include <cstdint>
#include <vector>

#include "app/sweep/spec_designs.h"

namespace fusewright {

/// Points of a spec that planWarnings() looks at.
inline constexpr std::uint64_t kMostPointsWarnedOf = 10'000;

/// What is wrong with plans and tilings that are there for a Mamba block only ("A-B", "all", "memory-aware") where a
/// point of the spec, among the first ones, has a model without one: an error for each plan or tiling and model, with
/// the number of points that it costs. Models are read for it only if such a plan or tiling is named; those that can
/// not be read are passed over.
[[nodiscard]] std::vector<Error> planWarnings(const SpecDesigns& designs);

}  // namespace fusewright
