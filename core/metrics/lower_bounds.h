#pragma once

#include "core/base/quantity.h"
#include "core/cost/tile_cost.h"
#include "core/hardware/accelerator.h"
#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// Bounds that a sound schedule can not beat; the `paper` assumptions may, because they overlap what shares a port
/// (METHOD, "Known causes of differences").

/// All operations at full use of all operational units, with each operator's cycles per operation.
[[nodiscard]] Cycles computeBound(const Workload& workload, const Accelerator& accelerator);

/// Compulsory off-chip traffic, each constant tensor once at its own size and each final result once, over the
/// bandwidth between the off-chip memory and the cores.
[[nodiscard]] Cycles dramBound(const Workload& workload, const Accelerator& accelerator, const TileGraph& graph);

/// The longest chain of dependent tiles, run back to back.
[[nodiscard]] Cycles criticalPath(const TileGraph& graph, const TileCosts& costs, const Schedule& schedule);

}  // namespace fusewright
