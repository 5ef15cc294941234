#pragma once

#include <limits>
#include <optional>
#include <stop_token>

#include "core/base/assumptions.h"
#include "core/cost/tile_cost.h"
#include "core/hardware/accelerator.h"
#include "core/mapping/schedule_policy.h"
#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// Choices among ways to schedule.
struct ScheduleOptions {
  Eviction eviction = Eviction::FarthestUse;                     ///< acts with B9 and B10
  LinkUse links = LinkUse::Whole;                                ///< acts with B2 and B10
  double giveUpAfter = std::numeric_limits<double>::infinity();  ///< cycles
};

/// The event-driven list scheduler of METHOD A5: the next tile is the ready one of lowest id. None if `stop` was
/// requested, or as soon as a core is sure to be busy beyond `options.giveUpAfter`. `assumptions` must be those that
/// graph and costs were made with; of the repairs B2, B4, B5, B7, B9 and B10 act here.
[[nodiscard]] std::optional<Schedule> scheduleTiles(const Workload& workload, const Accelerator& accelerator,
                                                    const TileGraph& graph, const TileCosts& costs,
                                                    const Assumptions& assumptions = {}, std::stop_token stop = {},
                                                    const ScheduleOptions& options = {});

}  // namespace fusewright
