#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/base/operand_role.h"
#include "core/base/quantity.h"
#include "core/tiling/layer_tiling.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// How loops of a tile index one axis of an operand, as the cost model sees it: the number of different indices counts,
/// not where they lie.
struct TileAxis {
  static constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();

  std::vector<AxisTerm> terms;  ///< empty: one index
  std::int64_t limit =
      kNoLimit;  ///< most different indices of a window axis: the tensor's size, so padding is not billed

  friend bool operator==(const TileAxis&, const TileAxis&) = default;
};

/// Size of one operand of a tile.
struct TileOperand {
  int precision = 32;  ///< bits per element; partial sums for outputs; 0 if not stored (weights of a pooling layer)
  int finalPrecision = 32;  ///< bits per element of a finished output; inputs: as `precision`
  std::vector<TileAxis> axes;

  friend bool operator==(const TileOperand&, const TileOperand&) = default;
};

/// What a tile shares the chip with.
struct TileSurroundings {
  GroupMembership group = GroupMembership::Fused;  ///< alone, all that it touches goes off chip (METHOD A4, "Memories")
  std::int64_t parallelParts = 1;  ///< cores that the layer is spread over: all of them want the off-chip link at once

  friend bool operator==(const TileSurroundings&, const TileSurroundings&) = default;
};

/// Whether a tile whose mapping leaves the unrolling open may use the array as one row of lanes (elementwise layers
/// under B8).
enum class LaneRule : std::uint8_t { AsMapped, Flattened };

/// Everything that decides the cost of a tile apart from the core it runs on. Equal shapes cost the same.
struct TileShape {
  std::vector<LoopDim> dims;                        ///< in the layer's order, sizes of one tile
  std::array<TileOperand, kOperandRoles> operands;  ///< by roleIndex; further inputs of the layer are not billed
  int cyclesPerOperation = 1;
  TileSurroundings surroundings;
  LaneRule lanes = LaneRule::AsMapped;

  friend bool operator==(const TileShape&, const TileShape&) = default;
};

/// The shape of the tiles of layer `id`, cut as `tiling` says.
[[nodiscard]] TileShape makeTileShape(const Workload& workload, LayerId id, const LayerTiling& tiling,
                                      TileSurroundings surroundings);

/// Number of different indices along `axis` while the tile's loops have the sizes `sizes` (by dim). Window axes (two
/// terms or more) count what the window touches: with terms a, b and strides s, t without common factor, a*b - max(0,
/// b-s) * max(0, a-t) indices (ZigZag's count of partially relevant dimensions).
[[nodiscard]] std::int64_t indexCount(const TileAxis& axis, std::span<const std::int64_t> sizes);

/// Sizes of all loops, by dim.
[[nodiscard]] std::vector<std::int64_t> dimSizes(const TileShape& shape);

/// Size of the tile's block of `role`.
[[nodiscard]] Bits operandBits(const TileShape& shape, OperandRole role);

/// Product of all loop sizes.
[[nodiscard]] std::int64_t operationCount(const TileShape& shape);

}  // namespace fusewright
