#pragma once

#include <cstdint>

#include "core/cost/spatial_unrolling.h"
#include "core/cost/tile_shape.h"
#include "core/hardware/core.h"

namespace fusewright {

/// Cycles in which the array computes, without waiting: product of temporal iterations times cycles per operation.
[[nodiscard]] std::int64_t computeCycles(const TileShape& shape, const SpatialUse& use);

/// Fewest cycles at full use of the array over computeCycles(), 0..1. The former is rounded up to whole cycles, so a
/// tile of one operation in one cycle counts as fully used. Source: ZigZag 3.8.1, MAC spatial utilisation.
[[nodiscard]] double spatialUtilisation(const TileShape& shape, const SpatialUse& use, const Core& core);

}  // namespace fusewright
