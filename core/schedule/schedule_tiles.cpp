#include "core/schedule/schedule_tiles.h"

#include <cassert>
#include <functional>
#include <queue>
#include <vector>

#include "core/schedule/tile_scheduler.h"

namespace fusewright {
namespace {

/// How often a long schedule looks whether it is still wanted.
constexpr std::size_t kTilesBetweenStopChecks = 256;

std::vector<std::int32_t> pendingProducers(const TileGraph& graph) {
  std::vector<std::int32_t> pending(graph.size(), 0);
  for (TileId consumer : graph.consumer) ++pending[consumer.index()];
  return pending;
}

}  // namespace

std::optional<Schedule> scheduleTiles(const Workload& workload, const Accelerator& accelerator, const TileGraph& graph,
                                      const TileCosts& costs, const Assumptions& assumptions, std::stop_token stop) {
  TileScheduler scheduler(workload, accelerator, graph, costs, assumptions);
  std::vector<std::int32_t> pending = pendingProducers(graph);
  std::priority_queue<TileId, std::vector<TileId>, std::greater<>> ready;
  for (std::size_t tile = 0; tile < graph.size(); ++tile)
    if (pending[tile] == 0) ready.push(TileId(tile));
  std::size_t placed = 0;
  for (; !ready.empty(); ++placed) {
    if (placed % kTilesBetweenStopChecks == 0 && stop.stop_requested()) return std::nullopt;
    const TileId tile = ready.top();
    ready.pop();
    scheduler.place(tile);
    for (TileId consumer : graph.consumersOf(tile))
      if (--pending[consumer.index()] == 0) ready.push(consumer);
  }
  assert(placed == graph.size() && "tile graphs of a checked workload have no cycles");
  return std::move(scheduler).finish();
}

}  // namespace fusewright
