#pragma once

#include <cstdint>
#include <vector>

#include "core/cost/tile_shape.h"
#include "core/hardware/core.h"
#include "core/mapping/spatial_mapping.h"

namespace fusewright {

/// One loop dimension of a tile unrolled along one array dimension.
struct UnrolledLoop {
  int arrayDim = 0;
  int dim = 0;
  double exact = 1;        ///< size / temporal iterations, unrounded: averages, energy and what fits use it
  std::int64_t whole = 1;  ///< the same rounded down: blocks and transfer cycles use it

  friend bool operator==(const UnrolledLoop&, const UnrolledLoop&) = default;
};

/// What part of a tile's loops the operational array runs at once.
struct SpatialUse {
  std::vector<UnrolledLoop> loops;       ///< by array dimension
  std::vector<std::int64_t> iterations;  ///< by loop dimension: temporal iterations that are left, ceil(size / factor)

  friend bool operator==(const SpatialUse&, const SpatialUse&) = default;
};

/// `mapping` on the array of `core`: factors are clipped to the tile, to the array, and to what the memories next to
/// the array can feed; a loop dimension that the tile lacks is dropped. Source: METHOD A4, "Spatial mapping".
[[nodiscard]] SpatialUse unrollSpatially(const TileShape& shape, const Core& core, const SpatialMapping& mapping);

/// Most iterations of loop dimension `dim` that fit along array dimension number `arrayDim`: not beyond the tile, the
/// array, and what the memories next to the array can feed in a cycle.
[[nodiscard]] std::int64_t largestFactor(const TileShape& shape, const Core& core, std::size_t arrayDim, int dim);

}  // namespace fusewright
