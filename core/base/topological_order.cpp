#include "core/base/topological_order.h"

#include <algorithm>
#include <functional>
#include <queue>

namespace fusewright {
namespace {

/// Follows unmet needs from some unfinished node until one repeats: every unfinished node has at least one.
std::vector<std::size_t> findCycle(std::span<const std::vector<std::size_t>> needs,
                                   const std::vector<std::size_t>& unmet) {
  const auto unfinished = [&](std::size_t node) { return unmet[node] > 0; };
  std::size_t node = 0;
  while (!unfinished(node)) ++node;
  std::vector<std::size_t> path;
  while (std::ranges::find(path, node) == path.end()) {
    path.push_back(node);
    node = *std::ranges::find_if(needs[node], unfinished);
  }
  path.erase(path.begin(), std::ranges::find(path, node));
  return path;
}

}  // namespace

TopologicalOrder topologicalOrder(std::span<const std::vector<std::size_t>> needs) {
  std::vector<std::size_t> unmet(needs.size());
  std::vector<std::vector<std::size_t>> neededBy(needs.size());
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t node = 0; node < needs.size(); ++node) {
    unmet[node] = needs[node].size();
    for (std::size_t need : needs[node]) neededBy[need].push_back(node);
    if (unmet[node] == 0) ready.push(node);
  }
  TopologicalOrder result;
  while (!ready.empty()) {
    const std::size_t node = ready.top();
    ready.pop();
    result.order.push_back(node);
    for (std::size_t next : neededBy[node])
      if (--unmet[next] == 0) ready.push(next);
  }
  if (result.order.size() < needs.size()) {
    result.order.clear();
    result.cycle = findCycle(needs, unmet);
  }
  return result;
}

}  // namespace fusewright
