#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/base/topological_order.h"
#include "core/mapping/fusion_plan.h"
#include "core/mapping/layer_needs.h"

namespace fusewright {
namespace {

using GroupOfLayer = std::vector<std::optional<std::size_t>>;

/// The group of every Compute layer; Error unless the groups are a partition of the Compute layers.
Result<GroupOfLayer> groupsOfLayers(const Workload& workload, const FusionPlan& plan) {
  GroupOfLayer groupOf(workload.layers.size());
  for (std::size_t group = 0; group < plan.groups.size(); ++group) {
    const std::string where = fmt::format("fusion group {}", group);
    if (plan.groups[group].layers.empty()) return failure("the group has no layers", where, "remove it");
    for (LayerId layer : plan.groups[group].layers) {
      if (layer.value < 0 || layer.index() >= workload.layers.size())
        return failure(fmt::format("'{}' has no layer {}", workload.name, layer.value), where,
                       "make the plan for this model");
      if (workload.layer(layer).kind != LayerKind::Compute)
        return failure(fmt::format("layer '{}' takes no time", workload.layer(layer).name), where,
                       "leave it out of every group");
      if (groupOf[layer.index()])
        return failure(fmt::format("layer '{}' is in two groups", workload.layer(layer).name), where,
                       "keep it in one group only");
      groupOf[layer.index()] = group;
    }
  }
  for (std::size_t index = 0; index < groupOf.size(); ++index)
    if (workload.layers[index].kind == LayerKind::Compute && !groupOf[index])
      return failure(fmt::format("layer '{}' is in no group", workload.layers[index].name), workload.name,
                     "put every layer that takes time into a group, alone if need be");
  return groupOf;
}

/// For every group, the other groups whose outputs it reads, directly or through layers without cost. A layer without
/// cost stands for the groups it reads from, so one between two layers of a group asks for nothing.
std::vector<std::vector<std::size_t>> needsOfGroups(const Workload& workload, std::size_t groups,
                                                    const GroupOfLayer& groupOf) {
  std::vector<std::set<std::size_t>> needs(groups);
  const auto needed = layersNeeded(workload);
  for (std::size_t index = 0; index < needed.size(); ++index)
    if (groupOf[index])
      for (const LayerId need : needed[index]) needs[*groupOf[index]].insert(*groupOf[need.index()]);
  std::vector<std::vector<std::size_t>> others(groups);
  for (std::size_t group = 0; group < groups; ++group) {
    needs[group].erase(group);
    others[group].assign(needs[group].begin(), needs[group].end());
  }
  return others;
}

std::string nameOf(const Workload& workload, const FusionGroup& group) {
  const std::string& first = workload.layer(group.layers.front()).name;
  if (group.layers.size() == 1) return fmt::format("'{}'", first);
  return fmt::format("the group of '{}' to '{}'", first, workload.layer(group.layers.back()).name);
}

/// `cycle` lists groups that each need the next one. The message starts at a group of several layers: there must be
/// one.
tl::unexpected<Error> cycleError(const Workload& workload, const FusionPlan& plan, std::vector<std::size_t> cycle) {
  constexpr std::size_t kMostNamed = 6;
  const auto rank = [&](std::size_t group) { return std::pair(plan.groups[group].layers.size() == 1, group); };
  std::rotate(cycle.begin(), std::ranges::min_element(cycle, {}, rank), cycle.end());
  const std::string start = nameOf(workload, plan.groups[cycle.front()]);
  std::string text = start;
  for (std::size_t index = 1; index < std::min(cycle.size(), kMostNamed); ++index)
    text += " needs " + nameOf(workload, plan.groups[cycle[index]]) + ", which";
  text += cycle.size() > kMostNamed ? " needs others that in the end need " : " needs ";
  return failure("no order of the groups can be executed: " + text + start, workload.name,
                 "put these layers into one group, or take one of them out of its group");
}

}  // namespace

Result<FusionPlan> checkedPlan(const Workload& workload, FusionPlan plan) {
  const auto groupOf = groupsOfLayers(workload, plan);
  if (!groupOf) return tl::make_unexpected(groupOf.error());
  for (FusionGroup& group : plan.groups) std::ranges::sort(group.layers);
  const TopologicalOrder order = topologicalOrder(needsOfGroups(workload, plan.groups.size(), *groupOf));
  if (!order.cycle.empty()) return cycleError(workload, plan, order.cycle);
  return plan;
}

}  // namespace fusewright
