#include "core/explore/front/pareto_front.h"

#include <algorithm>
#include <cmath>

namespace fusewright {

std::vector<std::size_t> paretoFront(std::span<const Objectives> designs) {
  std::vector<std::size_t> order;
  for (std::size_t index = 0; index < designs.size(); ++index)
    if (!std::isnan(designs[index].first) && !std::isnan(designs[index].second)) order.push_back(index);
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    if (designs[a].first != designs[b].first) return designs[a].first < designs[b].first;
    return designs[a].second < designs[b].second;
  });
  std::vector<std::size_t> front;
  for (const std::size_t index : order)
    if (front.empty() || designs[index].second < designs[front.back()].second) front.push_back(index);
  return front;
}

}  // namespace fusewright
