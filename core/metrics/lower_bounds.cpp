#include "core/metrics/lower_bounds.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace fusewright {
namespace {

Bits sizeOf(const Tensor& tensor) {
  std::int64_t elements = 1;
  for (std::int64_t size : tensor.shape) elements *= size;
  return Bits(elements * tensor.precision);
}

/// Bandwidth out of (or into) the off-chip memory over all its links.
std::int64_t offChipBandwidth(const Accelerator& accelerator, std::vector<CoreId> Link::*ends) {
  std::int64_t total = 0;
  for (const Link& link : accelerator.links)
    if (std::ranges::find(link.*ends, accelerator.offChip) != (link.*ends).end()) total += link.bandwidth.value;
  return std::max<std::int64_t>(total, 1);
}

/// Tiles in an order in which producers come first.
std::vector<TileId> byStart(const Schedule& schedule) {
  std::vector<TileId> order;
  for (const std::vector<TileId>& tiles : schedule.tilesOfCore) {
    const auto merged = static_cast<std::ptrdiff_t>(order.size());
    order.insert(order.end(), tiles.begin(), tiles.end());
    std::inplace_merge(order.begin(), order.begin() + merged, order.end(),
                       [&](TileId a, TileId b) { return schedule.start[a.index()] < schedule.start[b.index()]; });
  }
  return order;
}

}  // namespace

Cycles computeBound(const Workload& workload, const Accelerator& accelerator) {
  double cycles = 0;
  for (const Layer& layer : workload.layers)
    cycles += static_cast<double>(operationCount(layer)) * layer.cyclesPerOperation;
  return Cycles(std::ceil(cycles / static_cast<double>(std::max<std::int64_t>(totalUnits(accelerator), 1))));
}

Cycles dramBound(const Workload& workload, const Accelerator& accelerator, const TileGraph& graph) {
  std::vector<bool> counted(workload.tensors.size(), false);
  Bits in, out;
  for (const ConstantPiece& constant : graph.constants) {
    const auto& tensor = workload.layer(constant.layer).inputs[static_cast<std::size_t>(constant.input)].tensor;
    if (!tensor || constant.bits.value == 0 || counted[tensor->index()]) continue;
    counted[tensor->index()] = true;
    in += sizeOf(workload.tensor(*tensor));
  }
  for (std::size_t layer = 0; layer < workload.layers.size(); ++layer) {
    const std::vector<TileId>& tiles = graph.tilesOfLayer[layer];
    const bool read = std::ranges::any_of(tiles, [&](TileId tile) { return graph.consumers[tile.index()] > 0; });
    if (!tiles.empty() && !read && workload.layers[layer].output.tensor)
      out += sizeOf(workload.tensor(*workload.layers[layer].output.tensor));
  }
  const bool oneLink = std::ranges::all_of(accelerator.links, [&](const Link& link) {
    const auto touches = [&](const std::vector<CoreId>& ends) {
      return std::ranges::find(ends, accelerator.offChip) != ends.end();
    };
    return touches(link.senders) == touches(link.receivers);
  });
  const double inTime =
      std::ceil(static_cast<double>(in.value) / static_cast<double>(offChipBandwidth(accelerator, &Link::senders)));
  const double outTime =
      std::ceil(static_cast<double>(out.value) / static_cast<double>(offChipBandwidth(accelerator, &Link::receivers)));
  return Cycles(oneLink ? inTime + outTime : std::max(inTime, outTime));
}

Cycles criticalPath(const TileGraph& graph, const TileCosts& costs, const Schedule& schedule) {
  std::vector<double> end(graph.size(), 0);
  double longest = 0;
  for (TileId tile : byStart(schedule)) {
    double start = 0;
    for (TileId producer : graph.producersOf(tile)) start = std::max(start, end[producer.index()]);
    const TileCost& cost = costs.distinct[static_cast<std::size_t>(costs.ofTile[tile.index()])];
    end[tile.index()] = start + cost.latency.value - cost.fillAndDrain.value;  // at best it follows directly (B7)
    longest = std::max(longest, end[tile.index()]);
  }
  return Cycles(longest);
}

}  // namespace fusewright
