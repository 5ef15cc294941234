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
  for (std::size_t k = 0; k < operand.levels; ++k) {
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

std::int64_t cyclesFor(std::int64_t bits, std::int64_t bandwidth) {
  return (bits + bandwidth - 1) / bandwidth;
}

void setBlock(const TileProblem& problem, const OperandLoops& loops, std::size_t k, LinkTraffic& link) {
  const OperandProblem& operand = loops.operand;
  WholeSizes temporal;
  temporal.fill(1);
  for (int i = 0; i < loops.endBelow(k); ++i) {
    link.period *= loops.size(i);
    temporal[loops.dim(i)] *= loops.size(i);
  }
  if (k == 0) return;  // one element
  WholeSizes whole = temporal;
  for (std::size_t dim = 0; dim < problem.dims; ++dim) whole[dim] *= operand.wholeSpatial[k - 1][dim];
  link.elements = blockElements(operand, whole);
  link.exactElements = link.elements;
  if (problem.divides) return;
  ExactSizes exact = operand.exactSpatial[k - 1];
  for (std::size_t dim = 0; dim < problem.dims; ++dim) exact[dim] *= static_cast<double>(temporal[dim]);
  link.exactElements = static_cast<std::int64_t>(std::nearbyint(blockElements(operand, exact)));
}

LinkTraffic describeLink(const TileProblem& problem, const OperandLoops& loops, OperandRole role, std::size_t k) {
  const OperandProblem& operand = loops.operand;
  LinkTraffic link;
  setBlock(problem, loops, k, link);
  link.precision = operand.finalPrecision;
  if (k == operand.levels) return link;
  if (k == 0) {
    if (role != OperandRole::O) link.period = stationaryCycles(loops);
  } else {
    link.reuseAtTop = productFromTop(loops, loops.endBelow(k - 1), loops.endBelow(k), Relevance::Irrelevant);
  }
  link.partialSums = role == OperandRole::O && (operand.reducedAbove[k] || hasIrrelevantFrom(loops, loops.endBelow(k)));
  if (link.partialSums) link.precision = operand.precision;
  const std::int64_t bits = link.elements * link.precision;
  link.upperCycles = cyclesFor(bits * operand.wholeFed[k], operand.upperBandwidth[k]);
  link.lowerCycles = k == 0 ? 0 : cyclesFor(bits, operand.lowerBandwidth[k]);
  return link;
}

using LoopsByRole = std::array<OperandLoops, kOperandRoles>;

/// Bits of the block of level `level` that can not be replaced while the rest of it is in use: all but its topmost
/// relevant loops.
std::int64_t effectiveBits(const OperandLoops& loops, const LinkTraffic& linkAbove, std::size_t level) {
  const std::int64_t relevant = productFromTop(loops, loops.endBelow(level), loops.end[level], Relevance::Relevant);
  return linkAbove.exactElements * linkAbove.precision / relevant;
}

/// Where a block may be double-buffered its successor has the whole period to arrive, elsewhere only the time in which
/// the topmost irrelevant loops are at their last iteration.
void setAllowedCycles(const TileProblem& problem, const LoopsByRole& loops, TileTraffic& traffic) {
  std::array<std::int64_t, kMaxNestMemories> used{};
  for (const OperandLoops& own : loops) {
    for (std::size_t k = 0; k < own.operand.levels; ++k) {
      const std::size_t role = static_cast<std::size_t>(&own - loops.data());
      used[own.operand.memory[k]] += effectiveBits(own, traffic.links[role][k + 1], k);
    }
  }
  for (const OperandRole role : kBufferingOrder) {
    const OperandLoops& own = loops[roleIndex(role)];
    std::array<LinkTraffic, kMaxLevels + 1>& links = traffic.links[roleIndex(role)];
    for (std::size_t k = 0; k < own.operand.levels; ++k) {
      std::int64_t& inMemory = used[own.operand.memory[k]];
      const std::int64_t capacity = problem.memories[own.operand.memory[k]].capacity.value;
      const std::int64_t effective = effectiveBits(own, links[k + 1], k);
      const bool roomy = inMemory * 2 <= capacity;
      const bool buffered = roomy || effective + inMemory <= capacity;
      if (buffered && !roomy) inMemory += effective;
      links[k + 1].allowed = buffered ? links[k + 1].period : links[k + 1].period / links[k + 1].reuseAtTop;
    }
    links[0].allowed = links[0].period;
  }
}

/// `bits` per `period`, `times` over, rounded down. Divided before it is multiplied, as ZigZag does: where the rate is
/// not exact in binary the result may be one less than the true one.
std::int64_t floorRate(std::int64_t bits, std::int64_t period, std::int64_t times) {
  return static_cast<std::int64_t>(static_cast<double>(bits) / static_cast<double>(period) *
                                   static_cast<double>(times));
}

void slowDown(TileTraffic& traffic, int cyclesPerOperation) {
  traffic.cycles *= cyclesPerOperation;
  for (auto& links : traffic.links) {
    for (LinkTraffic& link : links) {
      link.period *= cyclesPerOperation;
      link.allowed *= cyclesPerOperation;
    }
  }
}

}  // namespace

TileTraffic describeTraffic(const TileProblem& problem, std::span<const TemporalLoop> order,
                            const LoopAllocation& allocation, int cyclesPerOperation) {
  TileTraffic traffic;
  for (const TemporalLoop& loop : order) traffic.cycles *= loop.size;
  const LoopsByRole loops{sinkIrrelevantLoops(problem.operands[0], order, allocation.end[0]),
                          sinkIrrelevantLoops(problem.operands[1], order, allocation.end[1]),
                          sinkIrrelevantLoops(problem.operands[2], order, allocation.end[2])};
  for (const OperandRole role : kAllRoles) {
    const OperandLoops& own = loops[roleIndex(role)];
    for (std::size_t k = 0; k <= own.operand.levels; ++k) {
      LinkTraffic& link = traffic.links[roleIndex(role)][k];
      link = describeLink(problem, own, role, k);
      link.count = traffic.cycles / link.period;
    }
  }
  setAllowedCycles(problem, loops, traffic);
  slowDown(traffic, cyclesPerOperation);
  return traffic;
}

std::int64_t averageBandwidth(const TileProblem& problem, const TileTraffic& traffic, const Flow& flow) {
  const OperandProblem& operand = problem.operand(flow.role);
  const LinkTraffic& link = traffic.link(flow.role, flow.link);
  const std::int64_t fed = flow.upperEnd ? operand.wholeFed[flow.link] : 1;
  return floorRate(link.elements * link.precision, link.period, fed);
}

std::int64_t topBandwidth(const TileProblem& problem, const TileTraffic& traffic, OperandRole role) {
  const OperandProblem& operand = problem.operand(role);
  if (operand.levels == 0) return 0;
  const std::size_t top = operand.levels - 1;
  const LinkTraffic& link = traffic.link(role, top);
  const std::int64_t average = floorRate(link.exactElements * link.precision, link.period, operand.exactFed[top]);
  return average * link.reuseAtTop * (link.partialSums ? 2 : 1);
}

}  // namespace fusewright
