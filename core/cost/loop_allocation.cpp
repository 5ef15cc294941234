#include "core/cost/loop_allocation.h"

#include <limits>

namespace fusewright {
namespace {

/// What one operand could take at the memory of the moment: entry k is for k more loops.
struct Choices {
  bool present = false;
  int offset = 0;  ///< loops of entry 0
  int count = 0;
  std::array<double, kMaxTemporalLoops + 1> bits{};
  std::array<double, kMaxTemporalLoops + 1> traffic{};
};

using MemoryChoices = std::array<Choices, kOperandRoles>;

/// Loops given so far, by role.
struct Progress {
  std::array<std::size_t, kOperandRoles> level{};
  std::array<int, kOperandRoles> taken{};
  std::array<ExactSizes, kOperandRoles> sizes{};
};

double iterationsFrom(std::span<const TemporalLoop> order, int position) {
  double iterations = 1;
  for (auto i = static_cast<std::size_t>(position); i < order.size(); ++i)
    iterations *= static_cast<double>(order[i].size);
  return iterations;
}

/// Outputs that will be added to once they have left level `level` are kept as partial sums.
int precisionAt(const OperandProblem& operand, std::span<const TemporalLoop> order, int taken, std::size_t level) {
  if (operand.precision == operand.finalPrecision || operand.reducedAbove[level]) return operand.precision;
  for (auto i = static_cast<std::size_t>(taken); i < order.size(); ++i) {
    if (operand.relevance[static_cast<std::size_t>(order[i].dim)] == Relevance::Irrelevant) return operand.precision;
  }
  return operand.finalPrecision;
}

/// False if not even the loops taken so far fit, or the top level cannot take all.
bool fillChoices(const OperandProblem& operand, std::span<const TemporalLoop> order, int taken, ExactSizes sizes,
                 std::size_t level, double capacity, Choices& choices) {
  const bool isTop = level + 1 == operand.levels;
  const double precision = precisionAt(operand, order, taken, level);
  choices.present = true;
  choices.offset = 0;
  choices.count = 0;
  const int left = static_cast<int>(order.size()) - taken;
  double iterations = iterationsFrom(order, taken);
  for (int k = 0; k <= left; ++k) {
    const double bits = blockElements(operand, sizes) * precision;
    if (bits > capacity) break;
    choices.bits[static_cast<std::size_t>(k)] = bits;
    choices.traffic[static_cast<std::size_t>(k)] = iterations * bits;
    ++choices.count;
    if (k == left) break;
    const TemporalLoop& loop = order[static_cast<std::size_t>(taken + k)];
    sizes[static_cast<std::size_t>(loop.dim)] *= static_cast<double>(loop.size);
    iterations /= static_cast<double>(loop.size);
  }
  if (choices.count == 0) return false;
  if (!isTop) return true;
  if (choices.count <= left) return false;
  choices.offset = left;
  choices.bits[0] = choices.bits[static_cast<std::size_t>(left)];
  choices.traffic[0] = 0;
  choices.count = 1;
  return true;
}

struct Combination {
  std::array<int, kOperandRoles> choice{};
  double bits = 0;
  double traffic = 0;
};

Combination combine(const MemoryChoices& choices, std::array<int, kOperandRoles> pick) {
  Combination result{pick, 0, 0};
  for (std::size_t role = 0; role < kOperandRoles; ++role) {
    if (!choices[role].present) continue;
    result.bits += choices[role].bits[static_cast<std::size_t>(pick[role])];
    result.traffic += choices[role].traffic[static_cast<std::size_t>(pick[role])];
  }
  return result;
}

int lastChoice(const Choices& choices) {
  return choices.present ? choices.count - 1 : 0;
}

std::optional<Combination> bestCombination(const MemoryChoices& choices, double capacity, bool divides) {
  const Combination most = combine(choices, {lastChoice(choices[0]), lastChoice(choices[1]), lastChoice(choices[2])});
  // Another loop never raises an operand's traffic and the last of equals wins, so if the largest blocks fit together
  // they are the answer. With unrounded sizes rounding may say otherwise.
  if (divides && most.bits <= capacity) return most;
  if (combine(choices, {0, 0, 0}).bits > capacity) return std::nullopt;
  Combination best{{}, 0, std::numeric_limits<double>::infinity()};
  for (int i = 0; i <= most.choice[0]; ++i) {
    for (int w = 0; w <= most.choice[1]; ++w) {
      for (int o = 0; o <= most.choice[2]; ++o) {
        const Combination next = combine(choices, {i, w, o});
        if (next.bits > capacity) break;
        if (next.traffic <= best.traffic) best = next;
      }
    }
  }
  return best;
}

void take(const OperandProblem& operand, std::span<const TemporalLoop> order, int loops, std::size_t role,
          Progress& progress) {
  ExactSizes& sizes = progress.sizes[role];
  for (int i = 0; i < loops; ++i) {
    const TemporalLoop& loop = order[static_cast<std::size_t>(progress.taken[role] + i)];
    sizes[static_cast<std::size_t>(loop.dim)] *= static_cast<double>(loop.size);
  }
  progress.taken[role] += loops;
  const std::size_t next = ++progress.level[role];
  if (next >= operand.levels) return;
  for (std::size_t dim = 0; dim < sizes.size(); ++dim) sizes[dim] *= operand.exactStep[next][dim];
}

bool allocateAtMemory(const TileProblem& problem, std::size_t memory, std::span<const TemporalLoop> order,
                      CapacityRule rule, Progress& progress, LoopAllocation& allocation) {
  const double capacity = rule == CapacityRule::Enforced ? static_cast<double>(problem.memories[memory].capacity.value)
                                                         : std::numeric_limits<double>::infinity();
  MemoryChoices choices;
  for (std::size_t role = 0; role < kOperandRoles; ++role) {
    const OperandProblem& operand = problem.operands[role];
    const std::size_t level = progress.level[role];
    if (level >= operand.levels || operand.memory[level] != memory) continue;
    if (!fillChoices(operand, order, progress.taken[role], progress.sizes[role], level, capacity, choices[role]))
      return false;
  }
  const std::optional<Combination> best = bestCombination(choices, capacity, problem.divides);
  if (!best) return false;
  for (std::size_t role = 0; role < kOperandRoles; ++role) {
    if (!choices[role].present) continue;
    const std::size_t level = progress.level[role];
    take(problem.operands[role], order, best->choice[role] + choices[role].offset, role, progress);
    allocation.end[role][level] = static_cast<std::uint8_t>(progress.taken[role]);
  }
  return true;
}

}  // namespace

std::optional<LoopAllocation> allocateLoops(const TileProblem& problem, std::span<const TemporalLoop> order,
                                            CapacityRule rule) {
  Progress progress;
  for (std::size_t role = 0; role < kOperandRoles; ++role) progress.sizes[role] = problem.operands[role].exactStep[0];
  LoopAllocation allocation;
  for (std::size_t memory = 0; memory < problem.memories.size(); ++memory) {
    if (!allocateAtMemory(problem, memory, order, rule, progress, allocation)) return std::nullopt;
  }
  return allocation;
}

}  // namespace fusewright
