#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "core/cost/tile_problem.h"

namespace fusewright {

/// How many loops of an order, counted from the innermost, lie at or below each level of each operand's hierarchy.
struct LoopAllocation {
  std::array<std::array<std::uint8_t, kMaxLevels>, kOperandRoles> end{};

  friend bool operator==(const LoopAllocation&, const LoopAllocation&) = default;
};

/// Whether memories hold only what fits, or, for a tile that fits in no order of its loops, anything.
enum class CapacityRule : std::uint8_t { Enforced, Ignored };

/// Gives the loops of `order` (innermost first) to memories from the lowest upwards. At each memory every operand takes
/// the next loops as long as its block fits; of the combinations that fit together the one with the least traffic above
/// (iterations left * block bits), the last on ties, operands I, W, O enumerated with O fastest. An operand's highest
/// memory takes all that is left. None if something does not fit. Source: METHOD A4, "Allocation of one permutation".
[[nodiscard]] std::optional<LoopAllocation> allocateLoops(const TileProblem& problem,
                                                          std::span<const TemporalLoop> order, CapacityRule rule);

}  // namespace fusewright
