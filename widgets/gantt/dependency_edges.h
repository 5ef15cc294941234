#pragma once

#include <cstddef>
#include <vector>

#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// An arrow from a producer to a consumer around a selected tile.
struct DependencyEdge {
  TileId producer;
  TileId consumer;
  int level = 1;        ///< 1: at the tile itself; more: transitive
  bool towards = true;  ///< towards the tile (its inputs), else from it on

  friend bool operator==(const DependencyEdge&, const DependencyEdge&) = default;
};

/// Edges at most `depth` steps back from and on from `tile`, the nearest first, each once and at most `most`.
[[nodiscard]] std::vector<DependencyEdge> edgesAround(const TileGraph& graph, TileId tile, int depth, std::size_t most);

/// Edges of one direction and level whose far ends (from the tile) are tiles of one layer on one core.
struct EdgeBundle {
  LayerId layer;  ///< the family of the far ends
  CoreId core;    ///< where they run
  int level = 1;
  bool towards = true;
  std::vector<DependencyEdge> edges;  ///< at least one; the nearest in time first
};

/// `edges` as bundles: those at the tile first, then in the order in which edges come.
[[nodiscard]] std::vector<EdgeBundle> bundlesOf(const std::vector<DependencyEdge>& edges, const TileGraph& graph,
                                                const Schedule& schedule, const Workload& workload);

}  // namespace fusewright
