#include "core/graph/layer_links.h"

#include <algorithm>

namespace fusewright {

std::vector<TensorId> tensorsRead(const Layer& layer) {
  std::vector<TensorId> tensors;
  if (layer.kind == LayerKind::Compute) {
    for (const Operand& input : layer.inputs)
      if (input.tensor) tensors.push_back(*input.tensor);
    return tensors;
  }
  for (const Route& route : layer.routes)
    for (const RoutedInput& input : route.inputs) tensors.push_back(input.tensor);
  return tensors;
}

std::vector<LayerLink> layerLinks(const Workload& workload) {
  std::vector<LayerLink> links;
  for (std::size_t reader = 0; reader < workload.layers.size(); ++reader) {
    std::vector<TensorId> tensors = tensorsRead(workload.layers[reader]);
    std::ranges::sort(tensors);
    const auto repeated = std::ranges::unique(tensors);
    tensors.erase(repeated.begin(), repeated.end());
    for (const TensorId tensor : tensors)
      if (const auto& maker = workload.tensor(tensor).producer) links.push_back({*maker, LayerId(reader), tensor});
  }
  return links;
}

}  // namespace fusewright
