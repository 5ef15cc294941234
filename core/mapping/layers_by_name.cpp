#include "core/mapping/layers_by_name.h"

namespace fusewright {

LayersByName::LayersByName(const Workload& workload) : workload_(workload) {
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    if (layer.kind != LayerKind::Compute) continue;
    layers_[layer.name].emplace_back(index);
    if (layer.recurrence) families_[familyName(layer)].emplace_back(index);
  }
}

Result<std::vector<LayerId>> LayersByName::named(std::string_view name) const {
  for (const auto* known : {&layers_, &families_})
    if (const auto found = known->find(name); found != known->end()) return found->second;
  return layersNamed(workload_, name);
}

}  // namespace fusewright
