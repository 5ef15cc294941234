#include "core/cost/loop_allocation.h"

#include <limits>

namespace fusewright {
namespace {

using Order = std::span<const TemporalLoop>;

/// An operand's block while loops are added to it, with unrounded unrolling.
class GrowingBlock {
 public:
  explicit GrowingBlock(const OperandProblem& operand)
      : operand_(&operand), sizes_(operand.levels[0].exactStep), elements_(blockElements(operand, sizes_)) {}

  [[nodiscard]] double elements() const { return elements_; }

  void add(const TemporalLoop& loop) {
    const auto dim = static_cast<std::size_t>(loop.dim);
    if (operand_->relevance[dim] == Relevance::Irrelevant) return;
    const auto size = static_cast<double>(loop.size);
    if (operand_->multiplies) {
      elements_ *= size;
      return;
    }
    sizes_[dim] *= size;
    elements_ = blockElements(*operand_, sizes_);
  }

  /// The units between level `level` - 1 and `level`.
  void addUnits(std::size_t level) {
    if (operand_->multiplies) {
      elements_ *= static_cast<double>(operand_->levels[level].exactFed);
      return;
    }
    for (std::size_t dim = 0; dim < sizes_.size(); ++dim) sizes_[dim] *= operand_->levels[level].exactStep[dim];
    elements_ = blockElements(*operand_, sizes_);
  }

 private:
  const OperandProblem* operand_;
  ExactSizes sizes_;
  double elements_;
};

/// How far one operand has got.
struct Progress {
  explicit Progress(const OperandProblem& operand) : block(operand) {}

  GrowingBlock block;
  std::size_t level = 0;
  int taken = 0;  ///< loops
};

using ProgressByRole = std::array<Progress, kOperandRoles>;

/// What one operand could take at the memory of the moment: entry k is for `fewest` + k loops. Entries from `count` on
/// are not set.
struct Choices {
  bool present = false;
  int fewest = 0;
  int count = 1;
  std::array<double, kMaxTemporalLoops + 1> bits;
  std::array<double, kMaxTemporalLoops + 1> traffic;
};

using ChoicesByRole = std::array<Choices, kOperandRoles>;

/// Outputs that will be added to once they have left level `level` are kept as partial sums.
int precisionAt(const OperandProblem& operand, Order order, const Progress& progress) {
  if (operand.precision == operand.finalPrecision || operand.levels[progress.level].reducedAbove)
    return operand.precision;
  for (const TemporalLoop& loop : order.subspan(static_cast<std::size_t>(progress.taken))) {
    if (operand.relevance[static_cast<std::size_t>(loop.dim)] == Relevance::Irrelevant) return operand.precision;
  }
  return operand.finalPrecision;
}

/// At its highest memory an operand takes all that is left; no entries if that does not fit.
Choices chooseAll(Order left, double precision, double capacity, GrowingBlock block) {
  for (const TemporalLoop& loop : left) block.add(loop);
  Choices choices;
  choices.present = true;
  choices.fewest = static_cast<int>(left.size());
  choices.bits[0] = block.elements() * precision;
  choices.traffic[0] = 0;
  choices.count = choices.bits[0] <= capacity ? 1 : 0;
  return choices;
}

/// Elsewhere it takes as many loops as fit or fewer; no entries if not even what it has taken so far fits.
Choices chooseSome(Order left, double precision, double capacity, GrowingBlock block) {
  double iterations = 1;
  for (const TemporalLoop& loop : left) iterations *= static_cast<double>(loop.size);
  Choices choices;
  choices.present = true;
  choices.count = 0;
  for (std::size_t k = 0; k <= left.size(); ++k) {
    const double bits = block.elements() * precision;
    if (bits > capacity) break;
    choices.bits[k] = bits;
    choices.traffic[k] = iterations * bits;
    ++choices.count;
    if (k == left.size()) break;
    iterations /= static_cast<double>(left[k].size);
    block.add(left[k]);
  }
  return choices;
}

/// One choice of each operand.
struct Combination {
  std::array<int, kOperandRoles> choice{};
  double traffic = std::numeric_limits<double>::infinity();
};

/// Bits or traffic of choice `pick`; 0 for an operand that is not here.
double valueOf(const Choices& choices, const std::array<double, kMaxTemporalLoops + 1>& values, int pick) {
  return choices.present ? values[static_cast<std::size_t>(pick)] : 0;
}

double bitsOf(const Choices& choices, int pick) {
  return valueOf(choices, choices.bits, pick);
}
double trafficOf(const Choices& choices, int pick) {
  return valueOf(choices, choices.traffic, pick);
}

/// The next choice after `pick` whose traffic differs from the one that follows it: the last of a run of equals.
int nextOfRuns(const Choices& choices, int pick) {
  for (++pick; pick + 1 < choices.count; ++pick) {
    if (trafficOf(choices, pick) != trafficOf(choices, pick + 1)) break;
  }
  return pick;
}

/// Least traffic where everything fits together. Rounding may make a larger block's traffic larger than it is, so all
/// different values are compared; of runs of equal ones the last would win.
Combination leastTraffic(const ChoicesByRole& choices) {
  const auto& [i, w, o] = choices;
  Combination best;
  for (int pickI = nextOfRuns(i, -1); pickI < i.count; pickI = nextOfRuns(i, pickI)) {
    for (int pickW = nextOfRuns(w, -1); pickW < w.count; pickW = nextOfRuns(w, pickW)) {
      const double inputs = trafficOf(i, pickI) + trafficOf(w, pickW);
      for (int pickO = nextOfRuns(o, -1); pickO < o.count; pickO = nextOfRuns(o, pickO)) {
        const double traffic = inputs + trafficOf(o, pickO);
        if (traffic <= best.traffic) best = {{pickI, pickW, pickO}, traffic};
      }
    }
  }
  return best;
}

/// Least traffic among what fits together; none if not even the smallest blocks do.
std::optional<Combination> leastTrafficThatFits(const ChoicesByRole& choices, double capacity) {
  const auto& [i, w, o] = choices;
  if (bitsOf(i, 0) + bitsOf(w, 0) + bitsOf(o, 0) > capacity) return std::nullopt;
  Combination best;
  for (int pickI = 0; pickI < i.count; ++pickI) {
    for (int pickW = 0; pickW < w.count; ++pickW) {
      const double inputBits = bitsOf(i, pickI) + bitsOf(w, pickW);
      const double inputTraffic = trafficOf(i, pickI) + trafficOf(w, pickW);
      for (int pickO = 0; pickO < o.count && inputBits + bitsOf(o, pickO) <= capacity; ++pickO) {
        const double traffic = inputTraffic + trafficOf(o, pickO);
        if (traffic <= best.traffic) best = {{pickI, pickW, pickO}, traffic};
      }
    }
  }
  return best;
}

std::optional<Combination> bestCombination(const ChoicesByRole& choices, double capacity, bool divides) {
  const auto& [i, w, o] = choices;
  const std::array<int, kOperandRoles> most{i.count - 1, w.count - 1, o.count - 1};
  const bool allFit = bitsOf(i, most[0]) + bitsOf(w, most[1]) + bitsOf(o, most[2]) <= capacity;
  // Another loop never raises an operand's traffic, and the last of equals wins.
  if (allFit && divides) return Combination{most, 0};
  if (allFit) return leastTraffic(choices);
  return leastTrafficThatFits(choices, capacity);
}

/// Fills one memory after the other.
class Allocator {
 public:
  Allocator(const TileProblem& problem, Order order, CapacityRule rule)
      : problem_(problem),
        order_(order),
        rule_(rule),
        progress_{Progress(problem.operands[0]), Progress(problem.operands[1]), Progress(problem.operands[2])} {}

  /// False if what must be in memory number `memory` does not fit.
  [[nodiscard]] bool fill(std::size_t memory) {
    const double capacity = rule_ == CapacityRule::Enforced
                                ? static_cast<double>(problem_.memories[memory].capacity.value)
                                : std::numeric_limits<double>::infinity();
    ChoicesByRole choices;
    for (std::size_t role = 0; role < kOperandRoles; ++role) {
      if (!isAt(role, memory)) continue;
      choices[role] = choicesOf(role, capacity);
      if (choices[role].count == 0) return false;
    }
    const std::optional<Combination> best = bestCombination(choices, capacity, problem_.divides);
    if (!best) return false;
    for (std::size_t role = 0; role < kOperandRoles; ++role) {
      if (choices[role].present) take(role, choices[role].fewest + best->choice[role]);
    }
    return true;
  }

  [[nodiscard]] const LoopAllocation& allocation() const { return allocation_; }

 private:
  [[nodiscard]] bool isAt(std::size_t role, std::size_t memory) const {
    const std::vector<OperandLevel>& levels = problem_.operands[role].levels;
    return progress_[role].level < levels.size() && levels[progress_[role].level].memory == memory;
  }

  [[nodiscard]] Choices choicesOf(std::size_t role, double capacity) const {
    const OperandProblem& operand = problem_.operands[role];
    const Progress& own = progress_[role];
    const Order left = order_.subspan(static_cast<std::size_t>(own.taken));
    const auto choose = own.level + 1 == operand.levels.size() ? chooseAll : chooseSome;
    return choose(left, precisionAt(operand, order_, own), capacity, own.block);
  }

  void take(std::size_t role, int loops) {
    Progress& own = progress_[role];
    for (int i = 0; i < loops; ++i) own.block.add(order_[static_cast<std::size_t>(own.taken++)]);
    allocation_.end[role][own.level] = static_cast<std::uint8_t>(own.taken);
    if (++own.level < problem_.operands[role].levels.size()) own.block.addUnits(own.level);
  }

  const TileProblem& problem_;
  Order order_;
  CapacityRule rule_;
  ProgressByRole progress_;
  LoopAllocation allocation_;
};

}  // namespace

std::optional<LoopAllocation> allocateLoops(const TileProblem& problem, Order order, CapacityRule rule) {
  Allocator allocator(problem, order, rule);
  for (std::size_t memory = 0; memory < problem.memories.size(); ++memory) {
    if (!allocator.fill(memory)) return std::nullopt;
  }
  return allocator.allocation();
}

}  // namespace fusewright
