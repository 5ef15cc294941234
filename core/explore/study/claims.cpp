#include "core/explore/study/claims.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace fusewright {
namespace {

constexpr std::array kTolerancesPercent{1.0, 2.0, 5.0};
constexpr double kMarcaMegabytes = 24;
constexpr double kMarcaMemoryFraction = 0.8;

bool counts(const StudyDesign& design) {
  return design.latencyCycles.has_value() && design.violations.empty();
}

/// Designs that count, by L.
using ByLength = std::map<std::int64_t, std::vector<const StudyDesign*>>;

ByLength byLength(std::span<const StudyDesign> designs) {
  ByLength groups;
  for (const StudyDesign& design : designs)
    if (counts(design)) groups[design.length].push_back(&design);
  return groups;
}

double cycles(const StudyDesign* design) {
  return *design->latencyCycles;
}

/// The first of the fastest designs; none of none.
const StudyDesign* fastest(const std::vector<const StudyDesign*>& designs) {
  const auto best = std::ranges::min_element(designs, {}, cycles);
  return best == designs.end() ? nullptr : *best;
}

template <typename Wanted>
const StudyDesign* findDesign(const std::vector<const StudyDesign*>& designs, Wanted wanted) {
  const auto found = std::ranges::find_if(designs, wanted);
  return found == designs.end() ? nullptr : *found;
}

bool isPerStep(const StudyDesign* design) {
  return design->tiling == "per-step";
}

bool near(std::optional<double> value, double wanted) {
  return value && std::abs(*value - wanted) < 1e-9;
}

/// The least memory with which designs of that tiling take at most `limit` cycles.
std::optional<double> leastMemory(const std::vector<const StudyDesign*>& designs, const std::string& tiling,
                                  double limit) {
  std::optional<double> least;
  for (const StudyDesign* design : designs)
    if (design->tiling == tiling && design->memoryMB && cycles(design) <= limit)
      least = std::min(least.value_or(*design->memoryMB), *design->memoryMB);
  return least;
}

MemoryClaim memoryClaim(std::int64_t length, const std::vector<const StudyDesign*>& designs, std::string target,
                        double targetCycles, double tolerance) {
  MemoryClaim claim{
      .length = length, .target = std::move(target), .tolerancePercent = tolerance, .targetCycles = targetCycles};
  const double limit = targetCycles * (1 + tolerance / 100);
  claim.allMB = leastMemory(designs, "per-step", limit);
  claim.memoryAwareMB = leastMemory(designs, "memory-aware", limit);
  if (claim.allMB && claim.memoryAwareMB) claim.ratio = *claim.allMB / *claim.memoryAwareMB;
  return claim;
}

}  // namespace

std::vector<FusionClaim> fusionClaims(std::span<const StudyDesign> schemes) {
  std::vector<FusionClaim> claims;
  for (const auto& [length, designs] : byLength(schemes)) {
    const auto named = [&](const char* fusion) {
      return findDesign(designs, [&](const StudyDesign* design) { return design->fusion == fusion; });
    };
    const StudyDesign* unfused = named("unfused");
    const StudyDesign* all = named("all");
    if (!unfused || !all) continue;
    const StudyDesign* best = fastest(designs);
    claims.push_back({.length = length,
                      .unfusedCycles = cycles(unfused),
                      .allCycles = cycles(all),
                      .allSpeedup = cycles(unfused) / cycles(all),
                      .bestScheme = best->fusion,
                      .bestCycles = cycles(best),
                      .bestSpeedup = cycles(unfused) / cycles(best)});
  }
  return claims;
}

std::vector<MemoryClaim> memoryClaims(std::span<const StudyDesign> sizes, std::span<const double> tolerancesPercent) {
  std::vector<MemoryClaim> claims;
  for (const auto& [length, designs] : byLength(sizes)) {
    const StudyDesign* best = fastest(designs);
    const StudyDesign* marca = findDesign(designs, [](const StudyDesign* design) {
      return isPerStep(design) && near(design->memoryMB, kMarcaMegabytes);
    });
    for (const double tolerance : tolerancesPercent) {
      claims.push_back(memoryClaim(length, designs, "best", cycles(best), tolerance));
      if (marca) claims.push_back(memoryClaim(length, designs, "24 MB", cycles(marca), tolerance));
    }
  }
  return claims;
}

std::vector<AreaClaim> areaClaims(std::span<const StudyDesign> areas) {
  std::vector<AreaClaim> claims;
  for (auto [length, designs] : byLength(areas)) {
    std::erase_if(designs, [](const StudyDesign* design) { return !near(design->areaFraction, 1); });
    const StudyDesign* marca = findDesign(designs, [](const StudyDesign* design) {
      return isPerStep(design) && near(design->memoryFraction, kMarcaMemoryFraction);
    });
    if (!marca) continue;
    const StudyDesign* best = fastest(designs);
    claims.push_back({.length = length,
                      .marcaCycles = cycles(marca),
                      .bestCycles = cycles(best),
                      .speedup = cycles(marca) / cycles(best),
                      .memoryFraction = *best->memoryFraction,
                      .tiling = best->tiling,
                      .array = best->array,
                      .memory = best->memory});
  }
  return claims;
}

StudyClaims claimsOf(const Study& study) {
  StudyClaims claims;
  if (study.fusionSchemes) claims.fusion = fusionClaims(*study.fusionSchemes);
  if (study.memorySizes) claims.memory = memoryClaims(*study.memorySizes, kTolerancesPercent);
  if (study.areaPartitioning) claims.area = areaClaims(*study.areaPartitioning);
  return claims;
}

}  // namespace fusewright
