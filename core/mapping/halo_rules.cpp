#include "core/mapping/halo_rules.h"

#include <algorithm>
#include <set>

#include "core/mapping/layer_names.h"

namespace fusewright {
namespace {

/// The Compute layers whose outputs `tensor` is made of.
class Makers {
 public:
  explicit Makers(const Workload& workload) : workload_(workload) {}

  void add(TensorId tensor) {
    const auto producer = workload_.tensor(tensor).producer;
    if (!producer || !seen_.insert(tensor).second) return;
    const Layer& layer = workload_.layer(*producer);
    if (layer.kind == LayerKind::Compute) {
      makers_.insert(*producer);
      return;
    }
    for (const Route& route : layer.routes)
      if (route.output == tensor)
        for (const RoutedInput& input : route.inputs) add(input.tensor);
  }

  [[nodiscard]] bool has(LayerId layer) const { return makers_.contains(layer); }

 private:
  const Workload& workload_;
  std::set<TensorId> seen_;
  std::set<LayerId> makers_;
};

}  // namespace

std::vector<LayerId> lastLayers(const Workload& workload, const std::vector<LayerId>& group) {
  Makers read(workload);
  for (const LayerId layer : group)
    for (const Operand& input : workload.layer(layer).inputs)
      if (input.tensor) read.add(*input.tensor);
  std::vector<LayerId> last;
  std::ranges::copy_if(group, std::back_inserter(last), [&](LayerId layer) { return !read.has(layer); });
  return last;
}

FusionPlan withHalos(const Workload& workload, const ListedFusion& listed, FusionPlan plan) {
  for (std::size_t number = 0; number < listed.groups.size(); ++number) {
    if (halosOf(listed, number) == HaloRule::Stored) continue;
    for (const std::string& name : listed.groups[number]) {
      const auto layers = layersNamed(workload, name);
      if (!layers || layers->empty()) continue;
      const auto group = std::ranges::find_if(plan.groups, [&](const FusionGroup& candidate) {
        return std::ranges::find(candidate.layers, layers->front()) != candidate.layers.end();
      });
      if (group != plan.groups.end()) group->halos = HaloRule::Recomputed;
      break;
    }
  }
  return plan;
}

}  // namespace fusewright
