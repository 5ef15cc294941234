#pragma once

#include <cstddef>
#include <vector>

#include "core/tiling/tile_graph.h"

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

}  // namespace fusewright
