#include "widgets/gantt/dependency_edges.h"

#include <algorithm>
#include <map>
#include <tuple>
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

std::vector<EdgeBundle> bundlesOf(const std::vector<DependencyEdge>& edges, const TileGraph& graph,
                                  const Schedule& schedule, const Workload& workload) {
  std::vector<EdgeBundle> bundles;
  std::map<std::tuple<int, bool, LayerId, CoreId>, std::size_t> places;
  for (const DependencyEdge& edge : edges) {
    const TileId far = edge.towards ? edge.producer : edge.consumer;
    const LayerId family = workload.layer(graph.layer[far.index()]).family;
    const CoreId core = graph.core[far.index()];
    const auto [place, fresh] = places.try_emplace({edge.level, edge.towards, family, core}, bundles.size());
    if (fresh) bundles.push_back({.layer = family, .core = core, .level = edge.level, .towards = edge.towards});
    bundles[place->second].edges.push_back(edge);
  }
  for (EdgeBundle& bundle : bundles)
    std::ranges::stable_sort(bundle.edges, {}, [&](const DependencyEdge& edge) {
      return edge.towards ? -schedule.end[edge.producer.index()].value : schedule.start[edge.consumer.index()].value;
    });
  std::ranges::stable_sort(bundles, {}, &EdgeBundle::level);
  return bundles;
}

}  // namespace fusewright
