#pragma once

#include <span>
#include <vector>

#include "core/explore/study/study.h"

namespace fusewright {

/// The study's headline claims from its sweeps, one or more for each L, in ascending order of L. Designs without a
/// latency or with violations count for none of them; an L that lacks a design to compare with is left out.

/// Fig. 9: unfused over `all`, and over the fastest scheme.
[[nodiscard]] std::vector<FusionClaim> fusionClaims(std::span<const StudyDesign> schemes);

/// Fig. 11: the least memory with which `all` one step a tile, and memory-aware, come within `tolerancePercent` of a
/// target latency; targets are the best latency of any design of that L, and that of `all` with 24 MB (MARCA's memory).
[[nodiscard]] std::vector<MemoryClaim> memoryClaims(std::span<const StudyDesign> sizes,
                                                    std::span<const double> tolerancesPercent);

/// Fig. 12: the fastest design of 100 % area over MARCA: 100 % area, 80 % memory, `all` one step a tile.
[[nodiscard]] std::vector<AreaClaim> areaClaims(std::span<const StudyDesign> areas);

/// Those three for the figures that `study` has, with tolerances of 1, 2 and 5 %.
[[nodiscard]] StudyClaims claimsOf(const Study& study);

}  // namespace fusewright
