#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/explore/search/group_estimate.h"
#include "core/explore/search/search_cuts.h"
#include "core/explore/search/search_trials.h"

namespace fusewright {

/// What a local search works with.
struct LocalSearchSpace {
  const std::vector<SearchUnit>& units;
  const std::vector<LayerMapping>& proposed;  ///< by LayerId
  GroupOptions& options;
  bool policies = false;  ///< whether the assumptions let prefetch and eviction be chosen
  std::span<const Placement> placements;
};

/// Whether evaluating such a plan takes longer than a search should spend on one.
[[nodiscard]] bool isTooLarge(const PlanSize& size);

/// A plan as a candidate.
using CandidateOf = std::function<SearchCandidate(const SearchPlan& plan, std::string name)>;

/// Random moves from the best plan so far, seeded, until `trials` end or no move leads to anything new; from something
/// nearly as good where nothing better was found for a while. `seen` are plans that are not tried again.
void searchNearby(SearchTrials& trials, const LocalSearchSpace& space, std::set<SearchPlan>& seen, std::uint64_t seed,
                  const CandidateOf& candidateOf);

}  // namespace fusewright
