#pragma once

#include <vector>

#include "core/evaluate/evaluation.h"
#include "core/metrics/memory_contents.h"
#include "widgets/common/hover.h"

namespace fusewright {

/// Whether the tile reads or writes that piece.
[[nodiscard]] bool touches(const Evaluation& evaluation, TileId tile, PieceId piece);

/// A stay of something hovered in a memory.
struct Lifetime {
  MemoryId memory;
  PieceId piece;
  Cycles from;
  Cycles to;
  Bits bits;
  bool isWritten = false;  ///< the hovered tile makes it

  friend bool operator==(const Lifetime&, const Lifetime&) = default;
};

/// How long what the hovered tile reads and writes stays in each memory, of those stays that touch the time in which
/// the tile runs; of a hovered piece, all stays that hold when one of them begins or ends (`at` is the instant it was
/// seen at). In order of memory and start.
[[nodiscard]] std::vector<Lifetime> lifetimesOf(const ContentsIndex& index, const Evaluation& evaluation,
                                                const Hover& hover, Cycles at);

}  // namespace fusewright
