#pragma once

#include <array>

#include "core/base/assumptions.h"
#include "core/base/quantity.h"
#include "core/cost/memory_access_cost.h"
#include "core/cost/tile_problem.h"

namespace fusewright {

/// Cycles before the first and after the last operation of a tile.
struct LoadingCycles {
  double onLoad = 0;
  double offLoad = 0;
  /// What onLoad and offLoad would be shorter by if moves between memories on the chip took no time, without what their
  /// ports need for all transfers of a tile.
  double onChip = 0;
  /// Bits per cycle that single transfers take from the last memory's ports while the array computes, by role.
  std::array<double, kOperandRoles> borrowedBandwidth{};
};

/// First fill of I and W and last drain of O. Transfers that happen once may run while the array computes, as far as
/// their port has idle time then; results may be fractional or, at a port, negative. `stall` are the cycles of
/// stallCycles(). Source: METHOD A4, "On-loading and off-loading". With B1, I and W add up wherever they share a port
/// of a link, and partial sums count as use of their port; with B3, idle time is lent in whole cycles, to the longest
/// transfer first, and none gets shorter than its minimum.
[[nodiscard]] LoadingCycles loadingCycles(const TileProblem& problem, const TileTraffic& traffic, std::int64_t stall,
                                          const Assumptions& assumptions = {});

}  // namespace fusewright
