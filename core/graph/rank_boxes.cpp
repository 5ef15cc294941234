#include "core/graph/rank_boxes.h"

#include <algorithm>

namespace fusewright {

std::vector<std::int32_t> rankBoxes(const LayoutProblem& problem) {
  const std::size_t count = problem.boxes.size();
  std::vector<std::vector<std::size_t>> before(count);
  std::vector<std::vector<std::size_t>> after(count);
  for (const LayoutEdge& edge : problem.edges) {
    before[edge.to].push_back(edge.from);
    after[edge.from].push_back(edge.to);
  }
  std::vector<std::int32_t> ranks(count, 0);
  for (std::size_t box = 0; box < count; ++box)
    for (const std::size_t earlier : before[box]) ranks[box] = std::max(ranks[box], ranks[earlier] + 1);
  for (std::size_t box = count; box-- > 0;) {
    if (after[box].size() <= before[box].size()) continue;
    const std::size_t next = *std::ranges::min_element(after[box], {}, [&](std::size_t later) { return ranks[later]; });
    ranks[box] = std::max(ranks[box], ranks[next] - 1);
  }
  return ranks;
}

}  // namespace fusewright
