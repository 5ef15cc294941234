#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/graph/graph_layout.h"

namespace fusewright {

/// One place in a rank: a box, or where long arrows pass through.
struct RankPoint {
  std::optional<std::size_t> box;  ///< none: a point of passage
  std::int32_t rank = 0;
  double width = 0;                 ///< along the rank
  std::vector<std::size_t> before;  ///< points of the rank above that lead here
  std::vector<std::size_t> after;   ///< points of the rank below that it leads to
};

/// A graph whose arrows all lead from one rank to the next one. Box i is point i.
struct RankPoints {
  std::vector<RankPoint> points;
  std::vector<std::vector<std::size_t>> ranks;       ///< points of each rank, from left to right
  std::vector<std::vector<std::size_t>> passagesOf;  ///< points that each edge passes through, by edge
};

/// Cuts long arrows up. All arrows that leave a box share one chain of points, so that there are not more than boxes
/// times ranks. Where even that is too much, arrows are left out here and get no passages: they will be drawn straight.
[[nodiscard]] RankPoints makeRankPoints(const LayoutProblem& problem, const std::vector<std::int32_t>& ranks);

}  // namespace fusewright
