#pragma once

#include <cstdint>

#include "core/cost/memory_access_cost.h"
#include "core/cost/tile_problem.h"

namespace fusewright {

/// Cycles for which the array waits because some port can not keep up, while it computes: the most any port asks for,
/// at least 0. A port with one flow asks for (cycles - allowed) * (count - 1). With several: the sum of those who lack
/// time, plus what the others can not make up for because their windows overlap. Source: METHOD A4, "Stall"; Mei et
/// al., "A uniform latency model for DNN accelerators", DATE 2022.
[[nodiscard]] std::int64_t stallCycles(const TileProblem& problem, const TileTraffic& traffic);

}  // namespace fusewright
