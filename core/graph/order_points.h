#pragma once

#include <cstdint>
#include <stop_token>

#include "core/graph/rank_points.h"

namespace fusewright {

/// How many pairs of arrows between neighbouring ranks cross.
[[nodiscard]] std::int64_t crossings(const RankPoints& graph);

/// Reorders every rank so that few arrows cross: sweeps down and up, sorting by the mean place of neighbours; the best
/// order seen stays.
void orderPoints(RankPoints& graph, std::stop_token stop = {});

}  // namespace fusewright
