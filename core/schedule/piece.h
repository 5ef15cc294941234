#pragma once

#include <cstdint>
#include <optional>

#include "core/base/id.h"
#include "core/base/quantity.h"

namespace fusewright {

/// A part of a tensor that memories hold and links move.
struct Piece {
  enum class Kind : std::uint8_t {
    TileOutput,  ///< the output of tile `tile`
    Constant,    ///< entry `source` of TileGraph::constants
    Slice,       ///< a part of piece `source`, fetched for tile `tile` alone (METHOD A5.1)
  };

  Kind kind = Kind::TileOutput;
  LayerId layer;  ///< layer whose output (TileOutput, Slice of one) or input (Constant) it is; a Slice has its source's
  std::optional<TileId> tile;
  std::int32_t source = -1;
  Bits bits;

  friend bool operator==(const Piece&, const Piece&) = default;
};

/// A stay of a piece in a memory, [from, to).
struct Residency {
  MemoryId memory;
  PieceId piece;
  Cycles from;
  Cycles to;
  Bits bits;
  std::optional<TileId> lastUser;  ///< the last tile that read it there; none if nobody did

  friend bool operator==(const Residency&, const Residency&) = default;
};

}  // namespace fusewright
