#pragma once

#include <vector>

#include "core/metrics/metrics.h"
#include "core/schedule/schedule.h"

namespace fusewright {

/// Every gap on every core from cycle 0 to the makespan, with what bound the tile that ended it; after the last tile
/// there is nothing left to do. By core, then time.
[[nodiscard]] std::vector<IdleInterval> idleIntervals(const Schedule& schedule);

}  // namespace fusewright
