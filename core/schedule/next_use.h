#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "core/tiling/tile_graph.h"

namespace fusewright {

/// "No tile reads it again", later than every TileId.
inline constexpr std::int32_t kNeverUsed = std::numeric_limits<std::int32_t>::max();

/// Which tile reads a piece next, in order of priority.
class NextUse {
 public:
  explicit NextUse(const TileGraph& graph);

  /// The first tile after `tile` that reads `piece`, a tile's output or a constant; kNeverUsed if there is none.
  [[nodiscard]] std::int32_t after(PieceId piece, TileId tile) const;

 private:
  const TileGraph& graph_;
  std::vector<std::int32_t> readersBegin_;  ///< by constant
  std::vector<TileId> readers_;             ///< ascending
};

}  // namespace fusewright
