#include "core/mapping/layers_between.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace fusewright {
namespace {

/// Layers whose outputs `layer` reads.
std::vector<LayerId> producersOf(const Workload& workload, const Layer& layer) {
  std::vector<LayerId> producers;
  const auto add = [&](TensorId tensor) {
    if (const auto producer = workload.tensor(tensor).producer) producers.push_back(*producer);
  };
  for (const Operand& input : layer.inputs)
    if (input.tensor) add(*input.tensor);
  for (const Route& route : layer.routes)
    for (const RoutedInput& input : route.inputs) add(input.tensor);
  return producers;
}

/// What each layer is to the group in question.
struct Sides {
  std::vector<bool> inGroup;
  std::vector<bool> passes;  ///< no group holds it, and it costs nothing or does so by assumption only
};

/// Layers that read an output of the group, directly or through layers that pass.
std::vector<bool> readers(const Workload& workload, const Sides& sides) {
  std::vector<bool> reads(workload.layers.size());
  for (std::size_t index = 0; index < reads.size(); ++index)
    reads[index] = std::ranges::any_of(producersOf(workload, workload.layers[index]), [&](LayerId producer) {
      return sides.inGroup[producer.index()] || (sides.passes[producer.index()] && reads[producer.index()]);
    });
  return reads;
}

/// Layers whose output the group reads, directly or through layers that pass.
std::vector<bool> feeders(const Workload& workload, const Sides& sides) {
  std::vector<bool> feeds(workload.layers.size());
  for (std::size_t index = feeds.size(); index-- > 0;)
    if (sides.inGroup[index] || (sides.passes[index] && feeds[index]))
      for (LayerId producer : producersOf(workload, workload.layers[index])) feeds[producer.index()] = true;
  return feeds;
}

}  // namespace

FusionPlan withLayersBetween(const Workload& workload, FusionPlan named) {
  if (std::ranges::none_of(workload.layers, &Layer::costsByAssumption)) return named;
  Sides sides{.inGroup = {}, .passes = std::vector<bool>(workload.layers.size())};
  for (std::size_t index = 0; index < workload.layers.size(); ++index)
    sides.passes[index] = workload.layers[index].kind != LayerKind::Compute || workload.layers[index].costsByAssumption;
  for (const FusionGroup& group : named.groups)
    for (LayerId layer : group.layers) sides.passes[layer.index()] = false;
  for (std::size_t number = 0; number < named.groups.size(); ++number) {
    FusionGroup& group = named.groups[number];
    sides.inGroup.assign(workload.layers.size(), false);
    for (LayerId layer : group.layers) sides.inGroup[layer.index()] = true;
    const std::vector<bool> reads = readers(workload, sides);
    const std::vector<bool> feeds = feeders(workload, sides);
    for (std::size_t index = 0; index < workload.layers.size(); ++index) {
      const Layer& layer = workload.layers[index];
      if (layer.kind != LayerKind::Compute || !sides.passes[index] || !reads[index] || !feeds[index]) continue;
      sides.passes[index] = false;
      group.layers.emplace_back(index);
      named.warnings.push_back(
          {.what = fmt::format("'{}' costs something under these assumptions and lies between layers of the group, so "
                               "it was taken into it",
                               layer.name),
           .where = fmt::format("groups[{}]", number),
           .node = layer.node,
           .severity = Severity::Note});
    }
    std::ranges::sort(group.layers);
  }
  return named;
}

}  // namespace fusewright
