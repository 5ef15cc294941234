#include "core/mapping/propose_fusion.h"

#include <algorithm>
#include <set>

#include "core/mapping/loop_roles.h"
#include "core/mapping/mamba_block.h"
#include "core/mapping/propose_mapping.h"

namespace fusewright {
namespace {

double bitsOf(const Tensor& tensor) {
  double bits = tensor.precision;
  for (std::int64_t size : tensor.shape) bits *= static_cast<double>(size);
  return bits;
}

/// For every layer, the Compute layers whose outputs it reads, directly or through layers without cost.
std::vector<std::set<std::size_t>> readsFrom(const Workload& workload) {
  std::vector<std::set<std::size_t>> reads(workload.layers.size());
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const auto read = [&](TensorId tensor) {
      const auto producer = workload.tensor(tensor).producer;
      if (!producer) return;
      if (workload.layer(*producer).kind == LayerKind::Compute)
        reads[index].insert(producer->index());
      else
        reads[index].insert(reads[producer->index()].begin(), reads[producer->index()].end());
    };
    for (const Operand& input : workload.layers[index].inputs)
      if (input.tensor) read(*input.tensor);
    for (const Route& route : workload.layers[index].routes)
      for (const RoutedInput& input : route.inputs) read(input.tensor);
  }
  return reads;
}

double weightBits(const Workload& workload, const Layer& layer) {
  double bits = 0;
  for (const Operand& input : layer.inputs)
    if (input.tensor && workload.tensor(*input.tensor).kind == TensorKind::Weight)
      bits += bitsOf(workload.tensor(*input.tensor));
  return bits;
}

std::int64_t rowsOf(const Layer& layer) {
  const auto loop = rowLoop(layer);
  return loop ? layer.dims[static_cast<std::size_t>(*loop)].size : 1;
}

/// Two rows of the layer's output.
double passedOnBits(const Workload& workload, const Layer& layer) {
  if (!layer.output.tensor) return 0;
  return 2 * bitsOf(workload.tensor(*layer.output.tensor)) / static_cast<double>(rowsOf(layer));
}

double onChipBits(const Accelerator& accelerator, const Layer& layer) {
  double bits = 0;
  for (CoreId id : proposeCores(accelerator, layer)) {
    const Core& core = accelerator.core(id);
    bits += static_cast<double>(core.memories[topLevel(core, OperandRole::W)].capacity.value);
  }
  return bits;
}

}  // namespace

Result<FusionPlan> proposeFusion(const Workload& workload, const Accelerator& accelerator) {
  if (!mambaBlocks(workload).empty()) return studyPlan(workload, "all");
  const auto reads = readsFrom(workload);
  FusionPlan plan;
  double held = 0, room = 0;
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    if (layer.kind != LayerKind::Compute) continue;
    const double needed = weightBits(workload, layer) + passedOnBits(workload, layer);
    const double capacity = onChipBits(accelerator, layer);
    const auto feeds = [&](LayerId other) { return reads[index].contains(other.index()); };
    const bool joins =
        !plan.groups.empty() && rowsOf(layer) > 1 && rowsOf(workload.layer(plan.groups.back().layers.back())) > 1 &&
        std::ranges::any_of(plan.groups.back().layers, feeds) && held + needed <= std::max(room, capacity);
    if (!joins) plan.groups.push_back({});
    plan.groups.back().layers.emplace_back(index);
    held = joins ? held + needed : needed;
    room = joins ? std::max(room, capacity) : capacity;
  }
  return checkedPlan(workload, std::move(plan));
}

}  // namespace fusewright
