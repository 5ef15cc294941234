#pragma once

#include <random>
#include <span>
#include <vector>

#include "core/explore/search/search_cuts.h"
#include "core/explore/search/search_plan.h"

namespace fusewright {

/// What moves know of the search.
struct MoveContext {
  const std::vector<SearchUnit>& units;
  GroupOptions& options;
  std::vector<double> weights;            ///< by group of the plan: how much there is to gain; at least one is positive
  int cores = 1;                          ///< cores that groups may be confined to
  bool policies = false;                  ///< whether the assumptions let prefetch and eviction be chosen
  std::span<const Placement> placements;  ///< that there are; none if only the mapped one
};

/// `plan` after one random step: two neighbouring groups merged, a group cut in two, a border moved, another cut in
/// time, order of tiles, unrolling, allocation or place of a group, or another policy. The same generator state gives
/// the same plan.
[[nodiscard]] SearchPlan moved(SearchPlan plan, const MoveContext& context, std::mt19937_64& random);

}  // namespace fusewright
