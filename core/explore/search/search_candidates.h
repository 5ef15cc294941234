#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/evaluate/design.h"
#include "core/evaluate/evaluation.h"
#include "core/explore/search/search_cuts.h"
#include "core/explore/search/search_plan.h"

namespace fusewright {

/// A design to be evaluated by a search.
struct SearchCandidate {
  std::string name;
  Design design;
  std::optional<SearchPlan> plan;  ///< none for plans that have names
};

/// The plans that anybody would try first: unfused, auto, and for a Mamba block the study's schemes and its
/// memory-aware tiling, with the rules and assumptions of `design`.
[[nodiscard]] std::vector<SearchCandidate> namedCandidates(const Design& design);

/// The cheapest plans by estimate, under several assumptions on memory: those of the cheapest cuts, and all `units` as
/// one group in its cheapest shapes. With the policies that the assumptions leave open, if they do. Each plan once, the
/// most promising first.
[[nodiscard]] std::vector<SearchPlan> estimatedPlans(GroupOptions& options, std::size_t units, bool policies);

/// Plans to start from where no estimated one works: the groups that proposeFusion() makes, and every unit alone, all
/// cut as makeMapping() proposes. With the policies that the assumptions leave open first, if they do.
[[nodiscard]] std::vector<SearchPlan> proposedPlans(const Workload& workload, const Accelerator& accelerator,
                                                    const std::vector<SearchUnit>& units, bool policies);

/// The mapping of an evaluation as a plan that names every layer and its cuts: evaluating it again gives the same
/// schedule.
[[nodiscard]] ListedFusion listedFrom(const Evaluation& evaluation);

/// The shapes that a group may have where every plan is tried: as proposed, whole, in two parts of its rows, row by
/// row.
[[nodiscard]] std::vector<GroupShape> shapesToEnumerate();

/// All plans of a short chain: every cut into runs, every shape of `shapes` for each; nothing if there are more than
/// `most`.
[[nodiscard]] std::vector<SearchPlan> allPlans(std::size_t units, const std::vector<GroupShape>& shapes,
                                               std::size_t most);

}  // namespace fusewright
