#pragma once

#include <array>
#include <vector>

#include "core/base/quantity.h"
#include "core/cost/memory_access_cost.h"
#include "core/cost/tile_cost.h"
#include "core/cost/tile_problem.h"

namespace fusewright {

/// Energy of all accesses of a tile to the memories it sees.
struct AccessEnergy {
  Picojoules onChip;
  Picojoules offChip;
};

/// Sum over flows of accesses * cost of an access. One transfer takes ceil(bits / granularity) * granularity /
/// bandwidth accesses; all transfers of one flow together are rounded down to whole accesses. Source: METHOD A6;
/// ZigZag 3.8.1.
[[nodiscard]] AccessEnergy accessEnergy(const TileProblem& problem, const TileTraffic& traffic);

/// Bits that a tile moves through the ports of each on-chip memory, and what its accesses cost there by operand; a
/// memory with one instance per unit is a register file. The bits depend on no bandwidth (B11).
[[nodiscard]] std::vector<MemoryBits> memoryBits(const TileProblem& problem, const TileTraffic& traffic);

/// Bits that a tile moves between its core and the off-chip memory, by role: as often as the loops above its on-chip
/// block ask for it.
struct OffChipBits {
  std::array<Bits, kOperandRoles> read;
  std::array<Bits, kOperandRoles> written;
};

[[nodiscard]] OffChipBits offChipBits(const TileProblem& problem, const TileTraffic& traffic);

}  // namespace fusewright
