#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/operand_role.h"
#include "core/base/quantity.h"

namespace fusewright {

/// Operands kept off chip while a tile runs because they are too large for the core's memory (METHOD A4), by role.
struct StreamedOperands {
  std::array<bool, kOperandRoles> streamed{};

  [[nodiscard]] bool any() const { return streamed[0] || streamed[1] || streamed[2]; }
  [[nodiscard]] bool operator[](OperandRole role) const { return streamed[roleIndex(role)]; }

  friend bool operator==(const StreamedOperands&, const StreamedOperands&) = default;
};

/// One temporal loop of the chosen loop order.
struct TemporalLoop {
  int dim = 0;  ///< loop dimension of the layer
  std::int64_t size = 1;

  friend bool operator==(const TemporalLoop&, const TemporalLoop&) = default;
};

/// The chosen loop order, innermost first, and how many of its loops each memory level holds for each role:
/// `levelEnd[role][k]` loops are at or below level k of that operand's hierarchy (level 0 next to the array).
struct TemporalMapping {
  std::vector<TemporalLoop> loops;
  std::array<std::vector<int>, kOperandRoles> levelEnd;

  friend bool operator==(const TemporalMapping&, const TemporalMapping&) = default;
};

/// One loop dimension unrolled along one array dimension, as far as the tile and the array allow. An array used as one
/// row of lanes (B8) has the one dimension 0, and the longest of some joined loops stands for them all.
struct SpatialLoop {
  int arrayDim = 0;
  int dim = 0;      ///< loop dimension of the layer
  double size = 1;  ///< iterations run at once, on average where the dimension does not divide

  friend bool operator==(const SpatialLoop&, const SpatialLoop&) = default;
};

/// A memory of a core that is too small for even one step of the operational array.
struct MemoryShortage {
  std::string memory;  ///< name of the memory level
  Bits needed;
  Bits available;

  friend bool operator==(const MemoryShortage&, const MemoryShortage&) = default;
};

/// What kind of memory bits pass through, which decides what one of them costs (B11).
enum class StorageKind : std::uint8_t { RegisterFile, Sram };

/// Bits read from and written to one on-chip memory while a tile runs, all of its instances together.
struct MemoryBits {
  StorageKind kind = StorageKind::Sram;
  Bits capacity;    ///< of one instance
  double bits = 0;  ///< a double: averages where loops do not divide, and more than 63 bits on large tiles
  std::array<double, kOperandRoles> bitsByRole{};        ///< sum to `bits`
  std::array<Picojoules, kOperandRoles> accessEnergy{};  ///< by role, access by access (METHOD A6)

  friend bool operator==(const MemoryBits&, const MemoryBits&) = default;
};

/// Cycles and energy of one tile on one core, split by cause. Source: METHOD A4 and A6.
struct TileCost {
  Cycles idealTemporal;  ///< product of temporal loops times cycles per operation
  Cycles stall;
  Cycles onLoad;
  Cycles offLoad;
  Cycles latency;  ///< sum of the four
  /// Part of onLoad and offLoad that a tile saves if it directly follows a tile of the same loop nest on its core (B7):
  /// its fill runs beside the end of that tile, whose drain runs beside its start. Moves between memories on the chip
  /// only, as far as their ports have time for both; 0 without that repair.
  Cycles fillAndDrain;
  std::int64_t operations = 0;
  double spatialUtilisation = 0;         ///< part of the operational units in use while computing, 0..1
  std::array<Bits, kOperandRoles> bits;  ///< size of the tile's block of each operand, as METHOD A bills it
  StreamedOperands streamed;
  std::array<std::int64_t, kOperandRoles>
      streamBandwidth{};                         ///< bits per cycle to book off chip, by role (METHOD A5.6)
  std::array<Bits, kOperandRoles> offChipRead;   ///< bits moved from off-chip memory while the tile runs
  std::array<Bits, kOperandRoles> offChipWrite;  ///< and to it
  Picojoules computeEnergy;
  Picojoules onChipEnergy;
  Picojoules offChipEnergy;
  int operationPrecision = 32;         ///< bits of the wider input
  std::vector<MemoryBits> memoryBits;  ///< by on-chip memory, nearest the array first
  TemporalMapping temporal;
  std::vector<SpatialLoop> spatial;        ///< by array dimension
  std::optional<MemoryShortage> shortage;  ///< the tile can not run; it was costed as if memories had no limits

  friend bool operator==(const TileCost&, const TileCost&) = default;
};

/// Costs of all tiles: equal tiles share one entry.
struct TileCosts {
  std::vector<TileCost> distinct;
  std::vector<std::int32_t> ofTile;  ///< by TileId: index into `distinct`
  /// By index into `distinct`: equal numbers, equal loop sizes (in the layers' order) and equal unrolling, so that the
  /// array need not be emptied between two such tiles.
  std::vector<std::int32_t> loopNest;

  friend bool operator==(const TileCosts&, const TileCosts&) = default;
};

}  // namespace fusewright
