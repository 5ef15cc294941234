#include "core/cost/memory_access_cost.h"

#include <algorithm>
#include <cmath>

namespace fusewright {
namespace {

/// The order in which operands claim room for double buffering.
constexpr std::array kBufferingOrder{OperandRole::O, OperandRole::I, OperandRole::W};

/// An order of loops as one operand sees it.
struct OperandLoops {
  const OperandProblem& operand;
  std::span<const TemporalLoop> order;
  std::array<int, kMaxLevels> end{};  ///< loops at or below each level

  [[nodiscard]] Relevance kind(int loop) const { return operand.relevance[dim(loop)]; }
  [[nodiscard]] std::size_t dim(int loop) const {
    return static_cast<std::size_t>(order[static_cast<std::size_t>(loop)].dim);
  }
  [[nodiscard]] std::int64_t size(int loop) const { return order[static_cast<std::size_t>(loop)].size; }
  [[nodiscard]] int count() const { return static_cast<int>(order.size()); }
  /// Loops below link `link`.
  [[nodiscard]] int endBelow(std::size_t link) const { return link == 0 ? 0 : end[link - 1]; }
};

/// Irrelevant loops at the bottom of a level sink to the level below.
OperandLoops sinkIrrelevantLoops(const OperandProblem& operand, std::span<const TemporalLoop> order,
                                 const std::array<std::uint8_t, kMaxLevels>& allocated) {
  OperandLoops loops{operand, order, {}};
  for (std::size_t k = 0; k < operand.levels.size(); ++k) {
    int end = allocated[k];
    while (end < loops.count() && loops.kind(end) == Relevance::Irrelevant) ++end;
    loops.end[k] = end;
  }
  return loops;
}

/// Product of the loops from `end` - 1 down to `begin`, as long as they are of `kind`.
std::int64_t productFromTop(const OperandLoops& loops, int begin, int end, Relevance kind) {
  std::int64_t result = 1;
  for (int i = end - 1; i >= begin && loops.kind(i) == kind; --i) result *= loops.size(i);
  return result;
}

/// Cycles for which the array keeps an input: the irrelevant loops at the very bottom.
std::int64_t stationaryCycles(const OperandLoops& loops) {
  std::int64_t cycles = 1;
  for (int i = 0; i < loops.end[0] && loops.kind(i) == Relevance::Irrelevant; ++i) cycles *= loops.size(i);
  return cycles;
}

bool hasIrrelevantFrom(const OperandLoops& loops, int begin) {
  for (int i = begin; i < loops.count(); ++i) {
    if (loops.kind(i) == Relevance::Irrelevant && loops.size(i) > 1) return true;
  }
  return false;
}

/// Most transfers take one cycle, and a division takes long.
std::int64_t cyclesFor(std::int64_t bits, std::int64_t bandwidth) {
  if (bits <= bandwidth) return bits > 0 ? 1 : 0;
  return (bits + bandwidth - 1) / bandwidth;
}

/// The loops below some link, multiplied up.
struct LoopsBelow {
  int count = 0;
  std::int64_t cycles = 1;
  std::int64_t relevant = 1;
  WholeSizes sizes;  ///< set and kept only if the operand has windows or something does not divide

  explicit LoopsBelow(const OperandProblem& operand) {
    if (!operand.multiplies) sizes.fill(1);
  }

  void extendTo(int end, const OperandLoops& loops) {
    for (; count < end; ++count) {
      cycles *= loops.size(count);
      if (loops.kind(count) == Relevance::Irrelevant) continue;
      relevant *= loops.size(count);
      if (!loops.operand.multiplies) sizes[loops.dim(count)] *= loops.size(count);
    }
  }
};

std::int64_t wholeBlock(const OperandProblem& operand, const LoopsBelow& below, std::size_t level) {
  if (!operand.hasWindows) return below.relevant * operand.levels[level].wholeElements;
  WholeSizes sizes = below.sizes;
  for (std::size_t dim = 0; dim < sizes.size(); ++dim) sizes[dim] *= operand.levels[level].wholeSpatial[dim];
  return blockElements(operand, sizes);
}

std::int64_t exactBlock(const OperandProblem& operand, const LoopsBelow& below, std::size_t level) {
  ExactSizes sizes = operand.levels[level].exactSpatial;
  for (std::size_t dim = 0; dim < sizes.size(); ++dim) sizes[dim] *= static_cast<double>(below.sizes[dim]);
  return static_cast<std::int64_t>(std::nearbyint(blockElements(operand, sizes)));
}

/// A link's period and the block of its lower end; below level 0 that is one element.
LinkTraffic describeBlock(const TileProblem& problem, const OperandLoops& loops, const LoopsBelow& below,
                          std::size_t k) {
  LinkTraffic link{.period = below.cycles, .elements = 1, .exactElements = 1, .reuseAtTop = 1};
  if (k == 0) return link;
  link.elements = wholeBlock(loops.operand, below, k - 1);
  link.exactElements = problem.divides ? link.elements : exactBlock(loops.operand, below, k - 1);
  return link;
}

/// Link `k` of an operand, all but how long its transfers may take. One link above the top stands for the outside: it
/// only says how large the top's block is.
LinkTraffic describeLink(const TileProblem& problem, const OperandLoops& loops, const LoopsBelow& below,
                         OperandRole role, std::size_t k, std::int64_t tileCycles) {
  const OperandProblem& operand = loops.operand;
  LinkTraffic link = describeBlock(problem, loops, below, k);
  const bool outside = k == operand.levels.size();
  if (k == 0 && role != OperandRole::O) link.period = stationaryCycles(loops);
  link.count = link.period == tileCycles ? 1 : tileCycles / link.period;
  link.partialSums = role == OperandRole::O && !outside &&
                     (operand.levels[k].reducedAbove || hasIrrelevantFrom(loops, loops.endBelow(k)));
  link.precision = link.partialSums ? operand.precision : operand.finalPrecision;
  const std::int64_t bits = link.elements * link.precision;
  if (!outside) link.upperCycles = cyclesFor(bits * operand.levels[k].wholeFed, operand.levels[k].upperEnd.bandwidth);
  if (k == 0) return link;
  if (!outside) link.lowerCycles = cyclesFor(bits, operand.levels[k].lowerEnd.bandwidth);
  const int begin = loops.endBelow(k - 1);
  const int end = loops.endBelow(k);
  link.reuseAtTop = productFromTop(loops, begin, end, Relevance::Irrelevant);
  link.effectiveBits = link.exactElements * link.precision / productFromTop(loops, begin, end, Relevance::Relevant);
  return link;
}

/// Where a block may be double-buffered its successor has the whole period to arrive, elsewhere only the time in which
/// the topmost irrelevant loops are at their last iteration.
/// Changes `traffic` in place: it is too large to hand about for every order.
void setAllowedCycles(const TileProblem& problem, TileTraffic& traffic) {
  std::array<std::int64_t, kMaxNestMemories> used{};
  for (const OperandRole role : kAllRoles) {
    const OperandProblem& operand = problem.operand(role);
    for (std::size_t k = 0; k < operand.levels.size(); ++k)
      used[operand.levels[k].memory] += traffic.link(role, k + 1).effectiveBits;
  }
  for (const OperandRole role : kBufferingOrder) {
    const OperandProblem& operand = problem.operand(role);
    std::array<LinkTraffic, kMaxLevels + 1>& links = traffic.links[roleIndex(role)];
    links[0].allowed = links[0].period;
    for (std::size_t k = 0; k < operand.levels.size(); ++k) {
      LinkTraffic& link = links[k + 1];
      std::int64_t& inMemory = used[operand.levels[k].memory];
      const std::int64_t capacity = problem.memories[operand.levels[k].memory].capacity.value;
      const bool roomy = inMemory * 2 <= capacity;
      const bool buffered = roomy || link.effectiveBits + inMemory <= capacity;
      if (buffered && !roomy) inMemory += link.effectiveBits;
      link.allowed = buffered || link.reuseAtTop == 1 ? link.period : link.period / link.reuseAtTop;
    }
  }
}

void slowDown(const TileProblem& problem, int cyclesPerOperation, TileTraffic& traffic) {
  traffic.cycles *= cyclesPerOperation;
  for (const OperandRole role : kAllRoles) {
    for (std::size_t k = 0; k <= problem.operand(role).levels.size(); ++k) {
      traffic.links[roleIndex(role)][k].period *= cyclesPerOperation;
      traffic.links[roleIndex(role)][k].allowed *= cyclesPerOperation;
    }
  }
}

/// `bits` per `period`, `times` over, rounded down. Divided before it is multiplied, as ZigZag does: where the rate is
/// not exact in binary the result may be one less than the true one.
std::int64_t floorRate(std::int64_t bits, std::int64_t period, std::int64_t times) {
  return static_cast<std::int64_t>(static_cast<double>(bits) / static_cast<double>(period) *
                                   static_cast<double>(times));
}

}  // namespace

TileTraffic describeTraffic(const TileProblem& problem, std::span<const TemporalLoop> order,
                            const LoopAllocation& allocation, int cyclesPerOperation) {
  TileTraffic traffic;
  for (const TemporalLoop& loop : order) traffic.cycles *= loop.size;
  for (const OperandRole role : kAllRoles) {
    const OperandLoops loops = sinkIrrelevantLoops(problem.operand(role), order, allocation.end[roleIndex(role)]);
    LoopsBelow below(loops.operand);
    for (std::size_t k = 0; k <= loops.operand.levels.size(); ++k) {
      below.extendTo(loops.endBelow(k), loops);
      traffic.links[roleIndex(role)][k] = describeLink(problem, loops, below, role, k, traffic.cycles);
    }
  }
  setAllowedCycles(problem, traffic);
  if (cyclesPerOperation != 1) slowDown(problem, cyclesPerOperation, traffic);
  return traffic;
}

std::int64_t averageBandwidth(const TileProblem& problem, const TileTraffic& traffic, const Flow& flow) {
  const OperandProblem& operand = problem.operand(flow.role);
  const LinkTraffic& link = traffic.link(flow.role, flow.link);
  const std::int64_t fed = flow.upperEnd ? operand.levels[flow.link].wholeFed : 1;
  return floorRate(link.elements * link.precision, link.period, fed);
}

std::int64_t topBandwidth(const TileProblem& problem, const TileTraffic& traffic, OperandRole role) {
  const OperandProblem& operand = problem.operand(role);
  if (operand.levels.empty()) return 0;
  const std::size_t top = operand.levels.size() - 1;
  const LinkTraffic& link = traffic.link(role, top);
  const std::int64_t average =
      floorRate(link.exactElements * link.precision, link.period, operand.levels[top].exactFed);
  return average * link.reuseAtTop * (link.partialSums ? 2 : 1);
}

}  // namespace fusewright
