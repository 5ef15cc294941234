#include "core/cost/memory_shortage.h"

namespace fusewright {

std::optional<MemoryShortage> memoryShortage(const TileProblem& problem) {
  for (std::size_t memory = 0; memory < problem.memories.size(); ++memory) {
    Bits needed;
    for (const OperandProblem& operand : problem.operands)
      for (const OperandLevel& level : operand.levels)
        if (level.memory == memory) needed += Bits{level.wholeElements * operand.finalPrecision};
    const MemoryLevel& held = problem.memories[memory];
    if (needed > held.capacity) return MemoryShortage{held.name, needed, held.capacity};
  }
  return std::nullopt;
}

}  // namespace fusewright
