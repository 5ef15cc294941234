#pragma once

#include <optional>

#include "core/cost/tile_cost.h"
#include "core/cost/tile_problem.h"

namespace fusewright {

/// A memory at the top of the core's hierarchy that can not hold at once what one step of the array reads and writes
/// there: the operands' blocks without any temporal loop. None if every one can. Streamed operands pass through it too.
/// Register files are not looked at: a word wider than theirs is taken to be held in parts.
[[nodiscard]] std::optional<MemoryShortage> memoryShortage(const TileProblem& problem);

}  // namespace fusewright
