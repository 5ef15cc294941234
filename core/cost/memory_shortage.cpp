#include "core/cost/memory_shortage.h"

namespace fusewright {
namespace {

/// The topmost level of an operand that lies on the core; none if all it has is the off-chip memory.
const OperandLevel* topOnCore(const TileProblem& problem, const OperandProblem& operand) {
  const std::size_t offChip = problem.hasOffChip ? problem.memories.size() - 1 : problem.memories.size();
  for (std::size_t level = operand.levels.size(); level-- > 0;)
    if (operand.levels[level].memory != offChip) return &operand.levels[level];
  return nullptr;
}

}  // namespace

std::optional<MemoryShortage> memoryShortage(const TileProblem& problem) {
  for (std::size_t memory = 0; memory < problem.memories.size(); ++memory) {
    Bits needed;
    for (const OperandProblem& operand : problem.operands) {
      const OperandLevel* top = topOnCore(problem, operand);
      if (top != nullptr && top->memory == memory) needed += Bits{top->wholeElements * operand.finalPrecision};
    }
    const MemoryLevel& held = problem.memories[memory];
    if (needed > held.capacity) return MemoryShortage{held.name, needed, held.capacity};
  }
  return std::nullopt;
}

}  // namespace fusewright
