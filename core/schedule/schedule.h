#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/id.h"
#include "core/base/interval.h"
#include "core/base/quantity.h"
#include "core/schedule/schedule_tables.h"

namespace fusewright {

/// What kept a tile from starting earlier (its binding cause). `boundById` names the culprit.
enum class BindingCause : std::uint8_t {
  None,        ///< starts at cycle 0
  CoreBusy,    ///< the core ran another tile until then; id of that tile
  Dependency,  ///< a producer ended then; id of that tile
  Transfer,    ///< an input arrived then; id of that transfer
  LinkBusy,  ///< an input had to wait for a link; id of the transfer that held the link, or of its own if a stream did
  MemoryFull,       ///< room was made then; id of the piece that left last, -1 if a planned departure made the room
  Synchronisation,  ///< all cores wait for each other at the first tile of a layer; id of the tile that ended last
  OffChip,  ///< the off-chip link was taken, so a streamed layer waited; id of the transfer or, negated - 1, of the
            ///< tile that held it
};

inline constexpr std::size_t kBindingCauses = 8;

/// A piece that found no room in a memory even after everything evictable had left. It is used in place from off chip,
/// so that memories never exceed their capacity, and the design is reported as violated.
struct Overflow {
  MemoryId memory;
  TileId tile;
  Bits needed;
  Bits available;

  friend bool operator==(const Overflow&, const Overflow&) = default;
};

/// Who ran where and when. Tile arrays are indexed by TileId; streams and residencies are sorted by start, transfers
/// are in the order in which they were placed. Some ten million tiles have to fit, so what there may be several of for
/// each tile is kept in tables that take a byte or four where a record has sixteen, and are read like constant vectors.
struct Schedule {
  // per tile
  std::vector<Cycles> start;
  std::vector<Cycles> end;
  std::vector<BindingCause> boundBy;
  std::vector<std::int32_t> boundById;  ///< TileId, TransferId or PieceId, as the cause says; -1 for none

  std::vector<std::vector<TileId>> tilesOfCore;  ///< by CoreId, in order of start
  TransferTable transfers;
  std::vector<LinkId> transferLinks;  ///< of all routes that transfers take, one after the other
  StreamTable streams;
  PieceTable pieces;
  ResidencyTable residencies;
  std::vector<Overflow> overflows;
  Cycles makespan;  ///< the last end of any tile or transfer
  Cycles latency;   ///< the makespan truncated to an integer, as METHOD A5 reports it

  [[nodiscard]] std::span<const LinkId> linksOf(const Transfer& transfer) const {
    return std::span(transferLinks).subspan(transfer.firstLink, transfer.linkCount);
  }

  /// Gives back what was allocated for more than came.
  void shrinkToFit();
  /// What all of it has allocated.
  [[nodiscard]] std::size_t bytes() const;

  friend bool operator==(const Schedule&, const Schedule&) = default;
};

}  // namespace fusewright
