#pragma once

#include <vector>

#include "core/cost/tile_shape.h"
#include "core/hardware/core.h"
#include "core/mapping/spatial_mapping.h"

namespace fusewright {

/// Up to three spatial mappings that use most units, best first, for layers whose mapping leaves the choice open. Each
/// array dimension takes one loop dimension with a divisor of what fits; no loop dimension is used twice. Of equal unit
/// counts the one whose largest unrolling is smaller goes first, then the first in enumeration (array dimensions in
/// order, the first slowest; loop dimensions in layer order; factors descending). Source: ZigZag 3.8.1, spatial mapping
/// generation.
[[nodiscard]] std::vector<SpatialMapping> spatialCandidates(const TileShape& shape, const Core& core);

}  // namespace fusewright
