#include "core/mapping/layer_needs.h"

#include <algorithm>

namespace fusewright {

std::vector<std::vector<LayerId>> layersNeeded(const Workload& workload) {
  std::vector<std::vector<LayerId>> needed(workload.layers.size());
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    std::vector<LayerId>& needs = needed[index];
    const auto need = [&](TensorId tensor) {
      const auto producer = workload.tensor(tensor).producer;
      if (!producer) return;
      const std::vector<LayerId>& behind = needed[producer->index()];
      if (workload.layer(*producer).kind == LayerKind::Compute)
        needs.push_back(*producer);
      else
        needs.insert(needs.end(), behind.begin(), behind.end());
    };
    for (const Operand& input : workload.layers[index].inputs)
      if (input.tensor) need(*input.tensor);
    for (const Route& route : workload.layers[index].routes)
      for (const RoutedInput& input : route.inputs) need(input.tensor);
    std::ranges::sort(needs);
    const auto again = std::ranges::unique(needs);
    needs.erase(again.begin(), again.end());
  }
  return needed;
}

}  // namespace fusewright
