#pragma once

#include <optional>
#include <stop_token>

#include "core/base/assumptions.h"
#include "core/cost/tile_cost.h"
#include "core/hardware/accelerator.h"
#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// The event-driven list scheduler of METHOD A5: the next tile is the ready one of lowest id. None if `stop` was
/// requested. `assumptions` must be those that graph and costs were made with; of the repairs B2, B4, B5, B7, B9 and
/// B10 act here.
[[nodiscard]] std::optional<Schedule> scheduleTiles(const Workload& workload, const Accelerator& accelerator,
                                                    const TileGraph& graph, const TileCosts& costs,
                                                    const Assumptions& assumptions = {}, std::stop_token stop = {});

}  // namespace fusewright
