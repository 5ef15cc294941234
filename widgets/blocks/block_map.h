#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "core/evaluate/evaluation.h"
#include "core/metrics/memory_contents.h"
#include "widgets/common/table_text.h"

namespace fusewright {

/// A tensor's block in a memory at one instant.
struct HeldBlock {
  PieceId piece;
  TensorKind kind = TensorKind::Activation;
  LayerId layer;  ///< that made it; of a constant, that reads it
  Bits bits;
  Cycles since;                    ///< it is there
  Cycles until;                    ///< it leaves
  std::optional<TileId> nextUser;  ///< reads it from there now or next
  std::optional<Cycles> nextUse;   ///< when that tile starts

  [[nodiscard]] bool isInUse(Cycles at) const { return nextUse && *nextUse <= at; }
  /// Whether it leaves before it is read again, so that somebody has to fetch it once more.
  [[nodiscard]] bool leavesBeforeUse() const { return nextUse && *nextUse >= until; }

  friend bool operator==(const HeldBlock&, const HeldBlock&) = default;
};

/// What a memory holds: constants first, then results, each in order of arrival.
struct MemoryBlocks {
  MemoryId memory;
  std::string name;
  Bits capacity;
  Bits held;
  bool isOffChip = false;
  std::vector<HeldBlock> blocks;

  friend bool operator==(const MemoryBlocks&, const MemoryBlocks&) = default;
};

/// The contents of all memories at one instant; the off-chip memory comes last.
struct BlockMap {
  Cycles at;
  std::vector<MemoryBlocks> memories;

  friend bool operator==(const BlockMap&, const BlockMap&) = default;
};

[[nodiscard]] ContentsSource contentsSource(const Evaluation& evaluation);

[[nodiscard]] BlockMap blockMapAt(const ContentsIndex& index, const Evaluation& evaluation, Cycles at);

/// The instant at which an on-chip memory is as full as any gets, as a share of its capacity; 0 if there is none.
[[nodiscard]] Cycles fullestInstant(const Evaluation& evaluation);

/// One row per block; columns from residencies.csv first.
[[nodiscard]] TextTable blockTable(const BlockMap& map, const Evaluation& evaluation);

/// "weight", "input", "activation", "state".
[[nodiscard]] QString kindText(TensorKind kind);

/// All that is known of a block, as rich text.
[[nodiscard]] QString blockToolTip(const HeldBlock& block, const MemoryBlocks& memory, Cycles at,
                                   const Evaluation& evaluation);

}  // namespace fusewright
