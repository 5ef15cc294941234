#include "tests/builders_mapping.h"

#include <utility>

namespace fusewright::tests {

Mapping unfused(const Workload& workload) {
  Mapping mapping;
  mapping.layers.resize(workload.layers.size());
  for (std::size_t layer = 0; layer < workload.layers.size(); ++layer) {
    mapping.layers[layer].cores = {CoreId(0)};
    if (workload.layers[layer].kind == LayerKind::Compute) mapping.fusion.groups.push_back({{LayerId(layer)}});
  }
  return mapping;
}

Mapping fuseAll(const Workload& workload, const Tiling& tiling) {
  Mapping mapping = unfused(workload);
  FusionGroup all;
  for (const FusionGroup& group : mapping.fusion.groups) all.layers.push_back(group.layers.front());
  mapping.fusion.groups = {all};
  for (LayerMapping& layer : mapping.layers) layer.intraCore = tiling;
  return mapping;
}

Mapping withCores(Mapping mapping, int layer, std::vector<CoreId> cores, const Tiling& tiling) {
  mapping.layers[static_cast<std::size_t>(layer)].cores = std::move(cores);
  mapping.layers[static_cast<std::size_t>(layer)].interCore = tiling;
  return mapping;
}

Mapping withGroups(Mapping mapping, const std::vector<std::vector<int>>& groups) {
  mapping.fusion.groups.clear();
  for (const std::vector<int>& layers : groups) {
    FusionGroup group;
    for (int layer : layers) group.layers.emplace_back(layer);
    mapping.fusion.groups.push_back(group);
  }
  return mapping;
}

}  // namespace fusewright::tests
