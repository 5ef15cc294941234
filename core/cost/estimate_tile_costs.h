#pragma once

#include <stop_token>

#include "core/base/assumptions.h"
#include "core/cost/tile_cost.h"
#include "core/cost/tile_cost_table.h"
#include "core/cost/tile_shape.h"
#include "core/hardware/accelerator.h"
#include "core/mapping/mapping.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// Costs of all tiles of `graph`, each different one computed once: tiles of one layer are equal unless they
/// recompute halos, layers of one recurrence mostly are, identical cores are. What `table` knows is not computed again,
/// and what is computed is added to it; the table never changes the answer. `distinct` is in order of first use. After
/// a stop request the result is incomplete and must be thrown away.
[[nodiscard]] TileCosts estimateTileCosts(const Workload& workload, const Accelerator& accelerator,
                                          const Mapping& mapping, const TileGraph& graph, TileCostTable& table,
                                          const Assumptions& assumptions = {}, std::stop_token stop = {});

/// All numbers that decide estimateTileCost(shape, core, offChip, mapping, ...): equal keys, equal costs. Of the
/// assumptions those that bear on a single tile.
[[nodiscard]] TileCostKey tileCostKey(const TileShape& shape, const Core& core, const Core& offChip,
                                      const SpatialMapping& mapping, const Assumptions& assumptions = {});

/// How `core` unrolls a layer: by its own dataflow if it has one, else as the layer's mapping says (Stream does the
/// same). Loops of the dataflow are the layer's of that name; under B4 spatialOfDataflow() finds them by what they do.
[[nodiscard]] SpatialMapping spatialMappingOn(const Core& core, const SpatialMapping& ofLayer);

}  // namespace fusewright
