#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace fusewright {

/// What sorting a directed graph yields: an order of its nodes, or one cycle of it.
struct TopologicalOrder {
  std::vector<std::size_t> order;  ///< every node after all that it needs; empty if there is a cycle
  std::vector<std::size_t>
      cycle;  ///< nodes of one cycle, each needing the next one, the last needing the first; empty if none

  friend bool operator==(const TopologicalOrder&, const TopologicalOrder&) = default;
};

/// Orders nodes 0..n-1, where `needs[i]` lists the nodes that node i waits for. Among nodes that are ready the lowest
/// number comes first, so a graph whose numbering already is an order keeps it.
[[nodiscard]] TopologicalOrder topologicalOrder(std::span<const std::vector<std::size_t>> needs);

}  // namespace fusewright
