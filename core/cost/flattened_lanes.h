#pragma once

#include "core/cost/tile_shape.h"
#include "core/hardware/core.h"
#include "core/mapping/spatial_mapping.h"

namespace fusewright {

/// A tile of an elementwise layer, and how the array runs it (B8): as one row of lanes where that uses more units.
struct LaneUse {
  TileShape shape;  ///< loops that bear alike on all operands are one: its longest has their product, the others 1
  Core core;        ///< the array as one dimension, if memories allow
  SpatialMapping mapping;
};

/// The unrolling that leaves fewest temporal iterations, ceil(operations / units) if no operand is repeated along some
/// of the loops. A plain unrolling of the layer's loops is kept where it is as good. The array becomes one row of lanes
/// if every memory serves one unit or all; else only the loops are joined.
[[nodiscard]] LaneUse flattenedLanes(const TileShape& shape, const Core& core);

}  // namespace fusewright
