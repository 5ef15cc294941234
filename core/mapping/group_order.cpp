#include "core/mapping/group_order.h"

#include <set>
#include <vector>

#include "core/base/topological_order.h"
#include "core/mapping/layer_needs.h"

namespace fusewright {
namespace {

/// The place of every layer's group in the order of a plan; 0 for layers without cost. By LayerId.
std::vector<std::size_t> placesOfLayers(const Workload& workload, const FusionPlan& plan) {
  std::vector<std::size_t> places(workload.layers.size());
  for (std::size_t group = 0; group < plan.groups.size(); ++group)
    for (const LayerId layer : plan.groups[group].layers) places[layer.index()] = group;
  return places;
}

}  // namespace

std::optional<LayerNeed> newlyTooEarly(const Workload& workload, const FusionPlan& before, const FusionPlan& plan) {
  const auto needed = layersNeeded(workload);
  const auto old = placesOfLayers(workload, before);
  const auto now = placesOfLayers(workload, plan);
  for (const FusionGroup& group : plan.groups)
    for (const LayerId layer : group.layers)
      for (const LayerId need : needed[layer.index()])
        if (now[layer.index()] < now[need.index()] && old[layer.index()] >= old[need.index()])
          return LayerNeed{.layer = layer, .needed = need};
  return std::nullopt;
}

FusionPlan inNeededOrder(const Workload& workload, const FusionPlan& before, FusionPlan plan) {
  const auto needed = layersNeeded(workload);
  const auto old = placesOfLayers(workload, before);
  const auto now = placesOfLayers(workload, plan);
  std::vector<std::vector<std::size_t>> needs(plan.groups.size());
  for (std::size_t group = 0; group < plan.groups.size(); ++group) {
    std::set<std::size_t> others;
    for (const LayerId layer : plan.groups[group].layers)
      for (const LayerId need : needed[layer.index()])
        if (now[need.index()] != group && old[layer.index()] >= old[need.index()]) others.insert(now[need.index()]);
    needs[group].assign(others.begin(), others.end());
  }
  std::vector<FusionGroup> ordered;
  for (const std::size_t group : topologicalOrder(needs).order) ordered.push_back(std::move(plan.groups[group]));
  plan.groups = std::move(ordered);
  return plan;
}

}  // namespace fusewright
