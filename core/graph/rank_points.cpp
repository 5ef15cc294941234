#include "core/graph/rank_points.h"

#include <algorithm>

namespace fusewright {
namespace {

constexpr std::size_t kMostPoints = 150'000;
constexpr double kPassageWidth = 8;

void join(RankPoints& graph, std::size_t from, std::size_t to) {
  graph.points[from].after.push_back(to);
  graph.points[to].before.push_back(from);
}

std::size_t addPassage(RankPoints& graph, std::int32_t rank) {
  graph.points.push_back({.box = std::nullopt, .rank = rank, .width = kPassageWidth, .before = {}, .after = {}});
  graph.ranks[static_cast<std::size_t>(rank)].push_back(graph.points.size() - 1);
  return graph.points.size() - 1;
}

/// Leads the edges `leaving` one box to their ends, the chain as long as the longest of them needs.
void routeEdges(RankPoints& graph, const LayoutProblem& problem, std::vector<std::size_t> leaving) {
  if (leaving.empty()) return;
  const auto rankOf = [&](std::size_t edge) { return graph.points[problem.edges[edge].to].rank; };
  std::ranges::sort(leaving, {}, rankOf);
  const std::size_t from = problem.edges[leaving.front()].from;
  std::int32_t reached = graph.points[from].rank;
  std::size_t end = from;
  std::vector<std::size_t> chain;
  for (const std::size_t edge : leaving) {
    const auto missing = static_cast<std::size_t>(rankOf(edge) - 1 - reached);
    if (graph.points.size() + missing > std::max(kMostPoints, problem.boxes.size())) return;
    while (reached + 1 < rankOf(edge)) {
      const std::size_t next = addPassage(graph, ++reached);
      join(graph, end, next);
      chain.push_back(next);
      end = next;
    }
    join(graph, end, problem.edges[edge].to);
    graph.passagesOf[edge] = chain;
  }
}

}  // namespace

RankPoints makeRankPoints(const LayoutProblem& problem, const std::vector<std::int32_t>& ranks) {
  RankPoints graph;
  const bool down = problem.flow == FlowDirection::Down;
  for (std::size_t box = 0; box < problem.boxes.size(); ++box) {
    const auto rank = static_cast<std::size_t>(ranks[box]);
    if (graph.ranks.size() <= rank) graph.ranks.resize(rank + 1);
    graph.ranks[rank].push_back(box);
    const BoxSize& size = problem.boxes[box];
    graph.points.push_back(
        {.box = box, .rank = ranks[box], .width = down ? size.width : size.height, .before = {}, .after = {}});
  }
  std::vector<std::vector<std::size_t>> leaving(problem.boxes.size());
  for (std::size_t edge = 0; edge < problem.edges.size(); ++edge) leaving[problem.edges[edge].from].push_back(edge);
  graph.passagesOf.resize(problem.edges.size());
  for (std::vector<std::size_t>& edges : leaving) routeEdges(graph, problem, std::move(edges));
  return graph;
}

}  // namespace fusewright
