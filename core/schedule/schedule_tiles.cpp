#include "core/schedule/schedule_tiles.h"

#include <cassert>
#include <functional>
#include <queue>
#include <vector>

#include "core/schedule/tile_scheduler.h"

namespace fusewright {
namespace {

double leastTime(const TileCosts& costs, TileId tile) {
  const TileCost& cost = costs.distinct[static_cast<std::size_t>(costs.ofTile[tile.index()])];
  return cost.latency.value - cost.fillAndDrain.value;
}

std::vector<std::int32_t> pendingProducers(const TileGraph& graph) {
  std::vector<std::int32_t> pending(graph.size(), 0);
  for (TileId consumer : graph.consumer) ++pending[consumer.index()];
  return pending;
}

/// By core, cycles that its tiles take at least: their fills and drains may overlap (B7), and what streams may stretch.
std::vector<double> workOfCores(const Accelerator& accelerator, const TileGraph& graph, const TileCosts& costs) {
  std::vector<double> work(accelerator.cores.size(), 0);
  for (std::size_t tile = 0; tile < graph.size(); ++tile)
    work[graph.core[tile].index()] += leastTime(costs, TileId(tile));
  return work;
}

}  // namespace

std::optional<Schedule> scheduleTiles(const Workload& workload, const Accelerator& accelerator, const TileGraph& graph,
                                      const TileCosts& costs, const Assumptions& assumptions, std::stop_token stop,
                                      const ScheduleOptions& options) {
  TileScheduler scheduler(workload, accelerator, graph, costs, assumptions, options.eviction, options.links);
  std::vector<double> work = workOfCores(accelerator, graph, costs);
  std::vector<std::int32_t> pending = pendingProducers(graph);
  std::priority_queue<TileId, std::vector<TileId>, std::greater<>> ready;
  for (std::size_t tile = 0; tile < graph.size(); ++tile)
    if (pending[tile] == 0) ready.push(TileId(tile));
  std::size_t placed = 0;
  for (; !ready.empty(); ++placed) {
    if (stop.stop_requested()) return std::nullopt;  // a tile that makes much room may take long
    const TileId tile = ready.top();
    ready.pop();
    const double end = scheduler.place(tile);
    double& left = work[graph.core[tile.index()].index()];
    left -= leastTime(costs, tile);
    if (end + left > options.giveUpAfter) return std::nullopt;
    for (TileId consumer : graph.consumersOf(tile))
      if (--pending[consumer.index()] == 0) ready.push(consumer);
  }
  assert(placed == graph.size() && "tile graphs of a checked workload have no cycles");
  return std::move(scheduler).finish();
}

}  // namespace fusewright
