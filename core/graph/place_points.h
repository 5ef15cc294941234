#pragma once

#include <span>
#include <stop_token>
#include <vector>

#include "core/graph/rank_points.h"

namespace fusewright {

/// Where a point in a row wants to be, and how strongly.
struct WantedPlace {
  double place = 0;
  double weight = 1;  ///< more than 0
  double gap = 0;     ///< least distance from the point before it; of the first one without meaning
};

/// Places in the same order, each at least its gap from the one before, for which the weighted sum of squared distances
/// from the wanted ones is least. Source: pool adjacent violators (Ayer et al., Ann. Math. Statist. 26, 1955).
[[nodiscard]] std::vector<double> nearestPlaces(std::span<const WantedPlace> wanted);

/// A place along its rank for every point: near the mean of its neighbours, at least `gap` between boxes, the order of
/// the ranks kept. The least left end is 0.
[[nodiscard]] std::vector<double> placePoints(const RankPoints& graph, double gap, std::stop_token stop = {});

}  // namespace fusewright
