#include "core/mapping/regroup.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/mapping/apply_tiling.h"
#include "core/mapping/group_order.h"
#include "core/mapping/layer_names.h"
#include "core/mapping/layers_by_name.h"
#include "core/mapping/mapping.h"

namespace fusewright {
namespace {

using Groups = std::vector<FusionGroup>;

Result<Groups> noSuchGroup(std::size_t group) {
  return failure(fmt::format("there is no group {}", group), "fusion plan", "choose a group of the plan");
}

void takeOut(Groups& groups, const std::vector<LayerId>& layers) {
  const std::set<LayerId> taken(layers.begin(), layers.end());
  for (FusionGroup& group : groups) std::erase_if(group.layers, [&](LayerId layer) { return taken.contains(layer); });
}

Result<Groups> change(Groups groups, const MoveLayers& move) {
  if (move.group >= groups.size()) return noSuchGroup(move.group);
  takeOut(groups, move.layers);
  std::vector<LayerId>& target = groups[move.group].layers;
  target.insert(target.end(), move.layers.begin(), move.layers.end());
  return groups;
}

Result<Groups> change(Groups groups, const SeparateLayers& move) {
  takeOut(groups, move.layers);
  const std::size_t place = std::min(move.before, groups.size());
  groups.insert(groups.begin() + static_cast<std::ptrdiff_t>(place), FusionGroup{move.layers});
  return groups;
}

Result<Groups> change(Groups groups, const SplitGroup& split) {
  if (split.group >= groups.size()) return noSuchGroup(split.group);
  FusionGroup tail{.layers = {}, .halos = groups[split.group].halos};
  std::vector<LayerId>& head = groups[split.group].layers;
  std::ranges::copy_if(head, std::back_inserter(tail.layers), [&](LayerId layer) { return layer >= split.first; });
  std::erase_if(head, [&](LayerId layer) { return layer >= split.first; });
  groups.insert(groups.begin() + static_cast<std::ptrdiff_t>(split.group) + 1, std::move(tail));
  return groups;
}

Result<Groups> change(Groups groups, const MergeGroups& merge) {
  if (merge.first > merge.last || merge.last >= groups.size()) return noSuchGroup(merge.last);
  FusionGroup& target = groups[merge.first];
  for (std::size_t group = merge.first + 1; group <= merge.last; ++group) {
    const std::vector<LayerId> layers = std::exchange(groups[group].layers, {});
    target.layers.insert(target.layers.end(), layers.begin(), layers.end());
  }
  return groups;
}

Result<Groups> change(Groups groups, const ReorderGroups& move) {
  if (move.first > move.last || move.last >= groups.size()) return noSuchGroup(move.last);
  const auto at = [&](std::size_t index) { return groups.begin() + static_cast<std::ptrdiff_t>(index); };
  const std::size_t before = std::min(move.before, groups.size());
  if (before <= move.first) {
    std::rotate(at(before), at(move.first), at(move.last + 1));
  } else if (before > move.last) {
    std::rotate(at(move.first), at(move.last + 1), at(before));
  }
  return groups;
}

Result<Groups> change(Groups groups, const ChooseHalos& choice) {
  if (choice.group >= groups.size()) return noSuchGroup(choice.group);
  groups[choice.group].halos = choice.halos;
  return groups;
}

/// Whether a change says when its groups run; others leave that to what they need.
bool saysWhere(const Regrouping& change) {
  return std::holds_alternative<ReorderGroups>(change) || std::holds_alternative<SeparateLayers>(change);
}

Result<FusionPlan> tooEarlyError(const Workload& workload, const LayerNeed& need) {
  return failure(fmt::format("'{}' needs '{}', which would run after it", familyName(workload.layer(need.layer)),
                             familyName(workload.layer(need.needed))),
                 "fusion plan", "choose a place after all that it needs and before all that needs it");
}

/// Names of the layers of a group; `sizes` has the number of layers of every family in the workload.
std::vector<std::string> namesOf(const Workload& workload, const FusionGroup& group,
                                 const std::map<LayerId, std::size_t>& sizes) {
  std::map<LayerId, std::size_t> inside;
  for (const LayerId layer : group.layers) ++inside[workload.layer(layer).family];
  std::vector<std::string> names;
  std::set<LayerId> named;
  for (const LayerId layer : group.layers) {
    const LayerId family = workload.layer(layer).family;
    const bool whole = inside.at(family) > 1 && inside.at(family) == sizes.at(family);
    if (!whole) {
      names.push_back(workload.layer(layer).name);
    } else if (named.insert(family).second) {
      names.emplace_back(familyName(workload.layer(layer)));
    }
  }
  return names;
}

/// Whether a name means these layers and no others: families of two recurrences may share one.
bool leadsTo(const Workload& workload, const std::vector<std::vector<std::string>>& names, const FusionPlan& plan) {
  const auto found = planFromNames(workload, names);
  return found && std::ranges::equal(found->groups, plan.groups, {}, &FusionGroup::layers, &FusionGroup::layers);
}

/// Groups that have cuts of their own.
using CutGroups = std::vector<std::pair<std::set<LayerId>, Tiling>>;

CutGroups cutGroups(const Workload& workload, const ListedFusion& listed) {
  CutGroups cut;
  const LayersByName all(workload);
  for (std::size_t index = 0; index < std::min(listed.groups.size(), listed.tilings.size()); ++index) {
    if (!listed.tilings[index]) continue;
    cut.emplace_back(std::set<LayerId>(), *listed.tilings[index]);
    for (const std::string& name : listed.groups[index])
      if (const auto found = all.named(name)) cut.back().first.insert(found->begin(), found->end());
  }
  return cut;
}

/// The cuts that the group's layers had, if those that had any agree.
std::optional<Tiling> cutsBefore(const Workload& workload, const FusionGroup& group, const CutGroups& before) {
  std::optional<Tiling> cuts;
  for (const auto& [layers, tiling] : before) {
    if (std::ranges::none_of(group.layers, [&](LayerId layer) { return layers.contains(layer); })) continue;
    if (cuts && *cuts != tiling) return std::nullopt;
    cuts = tiling;
  }
  if (!cuts) return std::nullopt;
  Mapping blank;
  blank.layers.resize(workload.layers.size());
  return withCuts(workload, group, *cuts, std::move(blank)) ? cuts : std::nullopt;
}

std::string layersText(const Workload& workload, const std::vector<LayerId>& layers) {
  if (layers.empty()) return "nothing";
  const std::string name(familyName(workload.layer(layers.front())));
  return layers.size() == 1 ? name : fmt::format("{} ({} layers)", name, layers.size());
}

}  // namespace

Result<FusionPlan> regrouped(const Workload& workload, const FusionPlan& plan, const Regrouping& asked) {
  auto groups = std::visit([&](const auto& known) { return change(plan.groups, known); }, asked);
  if (!groups) return tl::make_unexpected(groups.error());
  std::erase_if(*groups, [](const FusionGroup& group) { return group.layers.empty(); });
  auto checked = checkedPlan(workload, {.groups = *std::move(groups), .warnings = plan.warnings});
  if (!checked) return checked;
  if (saysWhere(asked)) {
    if (const auto need = newlyTooEarly(workload, plan, *checked)) return tooEarlyError(workload, *need);
  } else {
    checked = inNeededOrder(workload, plan, *std::move(checked));
  }
  if (checked->groups == plan.groups) return failure("this changes nothing", "fusion plan", "choose another place");
  return checked;
}

ListedFusion listedFusion(const Workload& workload, const FusionPlan& plan) {
  std::map<LayerId, std::size_t> sizes;
  for (const Layer& layer : workload.layers)
    if (layer.kind == LayerKind::Compute) ++sizes[layer.family];
  ListedFusion fused{.groups = {}, .source = {}};
  ListedFusion all{.groups = {}, .source = {}};
  for (const FusionGroup& group : plan.groups) {
    all.groups.push_back(namesOf(workload, group, sizes));
    all.halos.push_back(group.halos);
    if (group.layers.size() < 2) continue;
    fused.groups.push_back(all.groups.back());
    fused.halos.push_back(group.halos);
  }
  ListedFusion listed = leadsTo(workload, fused.groups, plan) ? std::move(fused) : std::move(all);
  if (std::ranges::count(listed.halos, HaloRule::Recomputed) == 0) listed.halos.clear();
  return listed;
}

ListedFusion listedFusion(const Workload& workload, const FusionPlan& plan, const ListedFusion& before) {
  ListedFusion listed = listedFusion(workload, plan);
  listed.order = before.order;
  listed.policy = before.policy;
  listed.layers = before.layers;
  listed.tilings.resize(listed.groups.size());
  const bool all = listed.groups.size() == plan.groups.size();
  const CutGroups cutBefore = cutGroups(workload, before);
  std::size_t place = 0;
  for (const FusionGroup& group : plan.groups) {
    const bool isListed = all || group.layers.size() > 1;
    const auto cuts = cutsBefore(workload, group, cutBefore);
    if (isListed) {
      listed.tilings[place++] = cuts;
    } else if (cuts) {
      // Naming a layer that is alone would also say when its turn is.
      const std::string& name = workload.layer(group.layers.front()).name;
      const bool known = std::ranges::any_of(listed.layers, [&](const MappingRule& rule) { return rule.name == name; });
      if (!known) listed.layers.push_back({.name = name, .intraCore = cuts});
    }
  }
  if (std::ranges::none_of(listed.tilings, [](const auto& cuts) { return cuts.has_value(); })) listed.tilings.clear();
  return listed;
}

std::string regroupingText(const Workload& workload, const Regrouping& change) {
  if (const auto* move = std::get_if<MoveLayers>(&change))
    return fmt::format("Move {} to another group", layersText(workload, move->layers));
  if (const auto* move = std::get_if<SeparateLayers>(&change))
    return fmt::format("Put {} into a group of its own", layersText(workload, move->layers));
  if (const auto* split = std::get_if<SplitGroup>(&change))
    return fmt::format("Split the group before {}", layersText(workload, {split->first}));
  if (const auto* choice = std::get_if<ChooseHalos>(&change))
    return choice->halos == HaloRule::Recomputed ? "Recompute halos" : "Store halos";
  return std::holds_alternative<MergeGroups>(change) ? "Merge groups" : "Reorder groups";
}

}  // namespace fusewright
