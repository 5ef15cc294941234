#pragma once

#include <optional>

#include "core/cost/tile_cost.h"
#include "core/cost/tile_problem.h"

namespace fusewright {

/// The lowest memory that can not hold at once what one step of the array reads and writes there: its blocks without
/// any temporal loop. None if every memory can. Streamed operands pass through the core's memories too.
[[nodiscard]] std::optional<MemoryShortage> memoryShortage(const TileProblem& problem);

}  // namespace fusewright
