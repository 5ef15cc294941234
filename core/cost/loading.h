#pragma once

#include <array>

#include "core/base/quantity.h"
#include "core/cost/memory_access_cost.h"
#include "core/cost/tile_problem.h"

namespace fusewright {

/// Cycles before the first and after the last operation of a tile.
struct LoadingCycles {
  double onLoad = 0;
  double offLoad = 0;
  /// Bits per cycle that single transfers take from the last memory's ports while the array computes, by role.
  std::array<double, kOperandRoles> borrowedBandwidth{};
};

/// First fill of I and W and last drain of O. Transfers that happen once may run while the array computes, as far as
/// their port has idle time then; results may be fractional or, at a port, negative. `stall` are the cycles of
/// stallCycles(). Source: METHOD A4, "On-loading and off-loading".
[[nodiscard]] LoadingCycles loadingCycles(const TileProblem& problem, const TileTraffic& traffic, std::int64_t stall);

}  // namespace fusewright
