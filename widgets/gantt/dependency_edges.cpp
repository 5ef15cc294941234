#include "widgets/gantt/dependency_edges.h"

#include <unordered_set>

namespace fusewright {
namespace {

/// Edges of one direction, level by level.
void collect(const TileGraph& graph, TileId tile, int depth, bool towards, std::size_t most,
             std::vector<DependencyEdge>& edges) {
  std::vector<TileId> front{tile};
  std::unordered_set<TileId> seen{tile};
  const std::size_t limit = edges.size() + most;
  for (int level = 1; level <= depth && !front.empty(); ++level) {
    std::vector<TileId> next;
    for (const TileId at : front) {
      for (const TileId other : towards ? graph.producersOf(at) : graph.consumersOf(at)) {
        if (edges.size() == limit) return;
        edges.push_back(
            {.producer = towards ? other : at, .consumer = towards ? at : other, .level = level, .towards = towards});
        if (seen.insert(other).second) next.push_back(other);
      }
    }
    front = std::move(next);
  }
}

}  // namespace

std::vector<DependencyEdge> edgesAround(const TileGraph& graph, TileId tile, int depth, std::size_t most) {
  std::vector<DependencyEdge> edges;
  collect(graph, tile, depth, true, most / 2, edges);
  collect(graph, tile, depth, false, most - most / 2, edges);
  return edges;
}

}  // namespace fusewright
