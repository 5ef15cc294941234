#include "core/explore/study/fused_traffic.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

#include "core/mapping/mamba_block.h"
#include "core/workload/footprint.h"

namespace fusewright {
namespace {

/// For every layer whether it is one of the fused operators.
std::vector<bool> fusedLayers(const Workload& workload) {
  std::vector<bool> fused(workload.layers.size(), false);
  for (const MambaBlock& block : mambaBlocks(workload))
    for (const auto* part : {&block.a, &block.b, &block.s})
      for (const LayerId layer : *part) fused[layer.index()] = true;
  return fused;
}

/// By TensorId, whether a tensor comes from a fused operator, straight or through layout operators.
std::vector<bool> madeInside(const Workload& workload, const std::vector<bool>& fused) {
  std::vector<bool> inside(workload.tensors.size(), false);
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    if (layer.kind == LayerKind::Compute && layer.output.tensor) inside[layer.output.tensor->index()] = fused[index];
    for (const Route& route : layer.routes)
      inside[route.output.index()] =
          std::ranges::any_of(route.inputs, [&](const RoutedInput& input) { return inside[input.tensor.index()]; });
  }
  return inside;
}

/// By TensorId, whether a tensor reaches another operator or is a result of the model.
std::vector<bool> usedOutside(const Workload& workload, const std::vector<bool>& fused) {
  std::vector<bool> outside(workload.tensors.size(), false);
  for (std::size_t tensor = 0; tensor < outside.size(); ++tensor)
    outside[tensor] = workload.tensors[tensor].isGraphOutput;
  for (std::size_t index = workload.layers.size(); index-- > 0;) {
    const Layer& layer = workload.layers[index];
    if (layer.kind == LayerKind::Compute && !fused[index])
      for (const Operand& input : layer.inputs)
        if (input.tensor) outside[input.tensor->index()] = true;
    for (const Route& route : layer.routes)
      if (outside[route.output.index()])
        for (const RoutedInput& input : route.inputs) outside[input.tensor.index()] = true;
  }
  return outside;
}

/// Parts of tensors, each counted once.
class DistinctParts {
 public:
  void add(const Workload& workload, const Operand& operand, const Box& nest) {
    const Tensor& tensor = workload.tensor(*operand.tensor);
    const Box box = clippedTouchedBox(operand, nest, tensor.shape);
    std::vector<std::int64_t> key{operand.tensor->value};
    for (const Interval range : box.axes()) key.insert(key.end(), {range.begin, range.end});
    if (seen_.insert(std::move(key)).second) bits_ += Bits{box.volume() * operand.precision};
  }
  [[nodiscard]] Bits bits() const { return bits_; }

 private:
  std::set<std::vector<std::int64_t>> seen_;
  Bits bits_;
};

}  // namespace

std::optional<FusedTraffic> fusedTraffic(const Workload& workload) {
  const std::vector<bool> fused = fusedLayers(workload);
  if (!std::ranges::any_of(fused, [](bool is) { return is; })) return std::nullopt;
  const std::vector<bool> inside = madeInside(workload, fused);
  const std::vector<bool> outside = usedOutside(workload, fused);
  FusedTraffic traffic;
  DistinctParts crossing;
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    if (!fused[index]) continue;
    const Layer& layer = workload.layers[index];
    const Box nest = wholeNest(layer);
    traffic.inside += billedBits(layer.output, nest);
    for (const Operand& input : layer.inputs) {
      traffic.inside += billedBits(input, nest);
      if (input.tensor && !inside[input.tensor->index()]) crossing.add(workload, input, nest);
    }
    if (layer.output.tensor && outside[layer.output.tensor->index()]) crossing.add(workload, layer.output, nest);
  }
  traffic.boundary = crossing.bits();
  return traffic;
}

}  // namespace fusewright
