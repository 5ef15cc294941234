#pragma once

#include <compare>
#include <cstdint>
#include <optional>

#include "core/base/id.h"
#include "core/base/operand_role.h"
#include "core/base/quantity.h"

namespace fusewright {

/// Why a transfer happened; DRAM traffic is tabulated by it.
enum class TransferCause : std::uint8_t {
  Weight,      ///< a constant fetched
  Activation,  ///< a producer's output fetched for the first time
  Reload,      ///< something fetched again after it had been evicted or dropped
  Spill,       ///< written back because its room was needed
  Output,      ///< a final result written off chip
};

/// One move of a piece from one core to another; the off-chip memory is a core too. All links of the route are booked
/// for the whole interval.
struct Transfer {
  PieceId piece;
  CoreId from;
  CoreId to;
  std::int32_t firstLink = 0;  ///< Schedule::transferLinks, [firstLink, firstLink + linkCount)
  std::int32_t linkCount = 0;
  std::uint32_t sharedHops = 0;  ///< bit h: on hop h the piece travels since the same cycle for another core; one move
                                 ///< serves both, so nothing more is booked
  Cycles start;
  Cycles end;
  Bits bits;
  BitsPerCycle bandwidth;  ///< booked on every link
  TransferCause cause = TransferCause::Weight;
  std::optional<TileId> neededBy;  ///< none for write-backs

  [[nodiscard]] bool sharesHop(std::size_t hop) const { return hop < 32 && (sharedHops >> hop & 1U) != 0; }
  /// Whether the sender reads the piece for another transfer anyway.
  [[nodiscard]] bool isCopy() const { return sharesHop(0); }

  friend auto operator<=>(const Transfer&, const Transfer&) = default;
};

/// An operand moved between a tile's core and the off-chip memory while the tile runs.
struct Stream {
  TileId tile;
  OperandRole role = OperandRole::I;
  LinkId link;
  Cycles start;
  Cycles end;
  Bits bits;
  BitsPerCycle bandwidth;
  bool shared = false;  ///< another core streams the same block since the same cycle: nothing more is booked or read

  friend auto operator<=>(const Stream&, const Stream&) = default;
};

}  // namespace fusewright
