#pragma once

#include <cstddef>
#include <vector>

#include "core/metrics/metrics.h"
#include "core/schedule/schedule.h"

namespace fusewright {

/// Occupancy over time of each of `memories` memories, recomputed from the residencies alone: changes at one instant
/// count together, so a peak is one that lasts. By MemoryId.
[[nodiscard]] std::vector<MemoryTrace> traceMemories(const Schedule& schedule, std::size_t memories);

}  // namespace fusewright
