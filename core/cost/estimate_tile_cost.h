#pragma once

#include "core/base/assumptions.h"
#include "core/cost/streamed_operands.h"
#include "core/cost/tile_cost.h"
#include "core/cost/tile_shape.h"
#include "core/hardware/core.h"
#include "core/mapping/spatial_mapping.h"

namespace fusewright {

/// Cycles and energy of one tile on one core, under the loop order and, where `mapping` is empty, the unrolling that
/// make ceil(off-chip bandwidth wanted / there is) * latency least; the first found on ties (of the first 40,320
/// orders, more than any layer of up to eight dimensions has). The search counts one cycle per operation; what it picks
/// is costed with the operator's real ones. A tile that fits in no order of its loops is costed as if the memories were
/// large enough: the schedule then shows which memory is not. Source: METHOD A4, A6; part B for what `assumptions`
/// repair.
[[nodiscard]] TileCost estimateTileCost(const TileShape& shape, const Core& core, const Core& offChip,
                                        const SpatialMapping& mapping, StreamedOperands streamed,
                                        const Assumptions& assumptions = {});

}  // namespace fusewright
