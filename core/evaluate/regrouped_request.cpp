#include "core/evaluate/regrouped_request.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/mapping/layer_names.h"
#include "core/mapping/layer_rules.h"
#include "core/tiling/layer_tiling.h"
#include "core/tiling/recomputed_halos.h"

namespace fusewright {
namespace {

/// `request`, if a mapping can be made of it.
Result<MappingRequest> ifPossible(const Evaluation& evaluation, MappingRequest request) {
  const Workload& workload = *evaluation.workload;
  const Assumptions& assumptions = evaluation.design.assumptions;
  const auto mapping = makeMapping(workload, *evaluation.design.accelerator, request, assumptions);
  if (!mapping) return tl::make_unexpected(mapping.error());
  const auto& groups = mapping->fusion.groups;
  if (std::ranges::find(groups, HaloRule::Recomputed, &FusionGroup::halos) == groups.end()) return request;
  const auto cut = withRecomputedHalos(workload, mapping->fusion, tileLayers(workload, *mapping, assumptions));
  if (!cut) return tl::make_unexpected(cut.error());
  return request;
}

/// The groups of `evaluation` in names, with all else that `request` says of them.
ListedFusion listedAsShown(const Evaluation& evaluation, const MappingRequest& request) {
  const auto* before = std::get_if<ListedFusion>(&request.fusion);
  const FusionPlan& plan = evaluation.mapping->fusion;
  return before != nullptr ? listedFusion(*evaluation.workload, plan, *before)
                           : listedFusion(*evaluation.workload, plan);
}

/// Where a list that leaves out layers that are alone, or none, has a group of the plan.
std::optional<std::size_t> placeInList(const ListedFusion& listed, const FusionPlan& plan, std::size_t group) {
  if (listed.groups.size() == plan.groups.size()) return group;
  if (plan.groups[group].layers.size() < 2) return std::nullopt;
  const auto end = plan.groups.begin() + static_cast<std::ptrdiff_t>(group);
  return static_cast<std::size_t>(
      std::count_if(plan.groups.begin(), end, [](const FusionGroup& one) { return one.layers.size() > 1; }));
}

/// Without the cuts in time of rules whose layers all are in `group`; rules that say nothing then go.
void dropCutsInside(const Workload& workload, const FusionGroup& group, std::vector<MappingRule>& rules) {
  std::erase_if(rules, [&](MappingRule& rule) {
    const auto layers = layersNamed(workload, rule.name);
    const bool inside = layers && !layers->empty() && std::ranges::all_of(*layers, [&](LayerId layer) {
                          return std::ranges::binary_search(group.layers, layer);
                        });
    if (!inside) return false;
    rule.intraCore.reset();
    return rule == MappingRule{.name = rule.name};
  });
}

/// Cuts in time of a layer that is alone; none: no longer said.
void setCutsOfLayer(std::vector<MappingRule>& rules, const std::string& name, const std::optional<Tiling>& cuts) {
  const auto known = std::ranges::find(rules, name, &MappingRule::name);
  if (known == rules.end()) {
    if (cuts) rules.push_back({.name = name, .intraCore = cuts});
    return;
  }
  known->intraCore = cuts;
  if (*known == MappingRule{.name = name}) rules.erase(known);
}

}  // namespace

Result<MappingRequest> regroupedRequest(const Evaluation& evaluation, const MappingRequest& request,
                                        const Regrouping& change) {
  const Workload& workload = *evaluation.workload;
  const auto plan = regrouped(workload, evaluation.mapping->fusion, change);
  if (!plan) return tl::make_unexpected(plan.error());
  MappingRequest asked = request;
  const auto* before = std::get_if<ListedFusion>(&request.fusion);
  asked.fusion = before != nullptr ? listedFusion(workload, *plan, *before) : listedFusion(workload, *plan);
  return ifPossible(evaluation, std::move(asked));
}

Result<MappingRequest> recutRequest(const Evaluation& evaluation, const MappingRequest& request, std::size_t group,
                                    const std::optional<Tiling>& cuts) {
  const Workload& workload = *evaluation.workload;
  const FusionPlan& plan = evaluation.mapping->fusion;
  if (group >= plan.groups.size())
    return failure(fmt::format("there is no group {}", group), "fusion plan", "choose a group of the plan");
  ListedFusion listed = listedAsShown(evaluation, request);
  if (const auto place = placeInList(listed, plan, group)) {
    dropCutsInside(workload, plan.groups[group], listed.layers);
    listed.tilings.resize(listed.groups.size());
    listed.tilings[*place] = cuts;
    if (std::ranges::none_of(listed.tilings, [](const auto& known) { return known.has_value(); }))
      listed.tilings.clear();
  } else {
    setCutsOfLayer(listed.layers, ruleName(workload, plan.groups[group].layers.front()), cuts);
  }
  MappingRequest asked = request;
  asked.fusion = std::move(listed);
  return ifPossible(evaluation, std::move(asked));
}

bool hasOwnCuts(const Evaluation& evaluation, const MappingRequest& request, std::size_t group) {
  const FusionPlan& plan = evaluation.mapping->fusion;
  if (!std::holds_alternative<ListedFusion>(request.fusion) || group >= plan.groups.size()) return false;
  const ListedFusion listed = listedAsShown(evaluation, request);
  if (const auto place = placeInList(listed, plan, group))
    return *place < listed.tilings.size() && listed.tilings[*place].has_value();
  const auto rule = std::ranges::find(listed.layers, ruleName(*evaluation.workload, plan.groups[group].layers.front()),
                                      &MappingRule::name);
  return rule != listed.layers.end() && rule->intraCore.has_value();
}

}  // namespace fusewright
