#include "core/mapping/propose_fusion.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "core/mapping/loop_roles.h"
#include "core/mapping/mamba_block.h"
#include "core/mapping/propose_mapping.h"
#include "core/workload/tensor_bits.h"

namespace fusewright {
namespace {

/// Compute layers behind each tensor: its producer, or what layers without cost lead to.
using Sources = std::vector<std::set<LayerId>>;

Sources sourcesOfTensors(const Workload& workload) {
  Sources sources(workload.tensors.size());
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    if (layer.kind == LayerKind::Compute && layer.output.tensor)
      sources[layer.output.tensor->index()] = {LayerId(index)};
    for (const Route& route : layer.routes)
      for (const RoutedInput& input : route.inputs)
        sources[route.output.index()].insert(sources[input.tensor.index()].begin(),
                                             sources[input.tensor.index()].end());
  }
  return sources;
}

std::int64_t rowsOf(const Layer& layer) {
  const auto loop = rowLoop(layer);
  return loop ? layer.dims[static_cast<std::size_t>(*loop)].size : 1;
}

double outputBits(const Workload& workload, const Layer& layer) {
  return layer.output.tensor ? bitsOf(workload.tensor(*layer.output.tensor)) : 0;
}

/// Rows of its input that a window spans.
std::int64_t windowOf(const Layer& layer) {
  const auto rows = findLoop(layer, "FY");
  return rows ? layer.dims[static_cast<std::size_t>(*rows)].size : 1;
}

/// Adds layers to one group and keeps account of the bits that cores hold for it.
class Grouping {
 public:
  Grouping(const Workload& workload, const Accelerator& accelerator)
      : workload_(workload), accelerator_(accelerator), sources_(sourcesOfTensors(workload)) {}

  /// Whether `layer` fits the present group; it must be the next one in file order.
  [[nodiscard]] bool accepts(LayerId id) const {
    const Layer& layer = workload_.layer(id);
    if (group_.empty() || !fits_ || rowsOf(layer) == 1 || rowsOf(workload_.layer(*group_.rbegin())) == 1) return false;
    const auto readsGroup = [&](const Operand& input) { return input.tensor && comesFromGroup(*input.tensor); };
    return std::ranges::any_of(layer.inputs, readsGroup) && heldWith(id) <= roomFor(layer);
  }

  void start(LayerId id) {
    group_.clear();
    held_.clear();
    fits_ = heldWith(id) <= roomFor(workload_.layer(id));
    add(id);
  }

  void add(LayerId id) {
    held_[firstCore(workload_.layer(id))] = heldWith(id);
    group_.insert(id);
  }

 private:
  [[nodiscard]] bool comesFromGroup(TensorId tensor) const {
    return std::ranges::any_of(sources_[tensor.index()], [&](LayerId source) { return group_.contains(source); });
  }

  /// Cores that run the same layers hold the same; the first one stands for them.
  [[nodiscard]] CoreId firstCore(const Layer& layer) const { return proposeCores(accelerator_, layer).front(); }

  /// Bits held by the layer's cores once it has joined.
  [[nodiscard]] double heldWith(LayerId id) const {
    const auto held = held_.find(firstCore(workload_.layer(id)));
    return addedBy(id) + (held == held_.end() ? 0 : held->second);
  }

  [[nodiscard]] double addedBy(LayerId id) const {
    const Layer& layer = workload_.layer(id);
    double bits = outputBits(workload_, layer) / static_cast<double>(rowsOf(layer));
    for (const Operand& input : layer.inputs)
      if (input.tensor) bits += addedByInput(layer, input);
    return bits;
  }

  [[nodiscard]] double addedByInput(const Layer& layer, const Operand& input) const {
    const Tensor& tensor = workload_.tensor(*input.tensor);
    const auto cores = static_cast<double>(proposeCores(accelerator_, layer).size());
    if (tensor.kind == TensorKind::Weight) return bitsOf(tensor) / cores;
    double bits = 0;
    for (LayerId source : sources_[input.tensor->index()]) {
      const Layer& maker = workload_.layer(source);
      const bool whole = !group_.contains(source) || (input.role == OperandRole::W && innerLoop(layer));
      const double rows = whole ? static_cast<double>(rowsOf(maker)) : static_cast<double>(windowOf(layer) - 1);
      bits += rows * outputBits(workload_, maker) / static_cast<double>(rowsOf(maker));
    }
    return bits;
  }

  /// Bits of the smallest memory among the cores that would run the layer.
  [[nodiscard]] double roomFor(const Layer& layer) const {
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (CoreId id : proposeCores(accelerator_, layer)) {
      const Core& core = accelerator_.core(id);
      least = std::min(least, core.memories[topLevel(core, OperandRole::O)].capacity.value);
    }
    return static_cast<double>(least);
  }

  const Workload& workload_;
  const Accelerator& accelerator_;
  Sources sources_;
  std::set<LayerId> group_;
  std::map<CoreId, double> held_;
  bool fits_ = false;  ///< the first layer of the group has room for what it takes from outside
};

}  // namespace

Result<FusionPlan> proposeFusion(const Workload& workload, const Accelerator& accelerator) {
  if (!mambaBlocks(workload).empty()) return studyPlan(workload, "all");
  Grouping grouping(workload, accelerator);
  FusionPlan plan;
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    if (workload.layers[index].kind != LayerKind::Compute) continue;
    const LayerId layer(index);
    if (grouping.accepts(layer)) {
      grouping.add(layer);
    } else {
      grouping.start(layer);
      plan.groups.push_back({});
    }
    plan.groups.back().layers.push_back(layer);
  }
  return checkedPlan(workload, std::move(plan));
}

}  // namespace fusewright
