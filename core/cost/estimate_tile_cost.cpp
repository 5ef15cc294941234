#include "core/cost/estimate_tile_cost.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "core/cost/compute_cost.h"
#include "core/cost/flattened_lanes.h"
#include "core/cost/loading.h"
#include "core/cost/loop_allocation.h"
#include "core/cost/loop_orders.h"
#include "core/cost/memory_access_cost.h"
#include "core/cost/memory_nest.h"
#include "core/cost/memory_shortage.h"
#include "core/cost/port_stall.h"
#include "core/cost/spatial_candidates.h"
#include "core/cost/spatial_unrolling.h"
#include "core/cost/tile_energy.h"
#include "core/cost/tile_problem.h"

namespace fusewright {
namespace {

/// Orders tried of a tile: all, up to eight different loops. Eight loops are left only if eight dimensions of the layer
/// are; the published tool would then take minutes.
constexpr int kMostOrders = 40320;

/// An order of loops given to memories, and how good that is.
struct Solution {
  std::vector<TemporalLoop> loops;
  LoopAllocation allocation;
  double objective = std::numeric_limits<double>::infinity();
};

/// A solution and the problem it solves.
struct Plan {
  TileProblem problem;
  SpatialUse use;
  double utilisation = 0;
  Solution solution;
};

/// What all tries of one tile have in common.
struct Task {
  const TileShape& shape;
  const Core& core;
  const MemoryNest& nest;
  const Assumptions& assumptions;
};

struct Latency {
  double idealTemporal = 0;
  double stall = 0;
  double onLoad = 0;
  double offLoad = 0;
  double onChipLoading = 0;
  std::array<double, kOperandRoles> borrowedBandwidth{};

  [[nodiscard]] double total() const { return idealTemporal + stall + onLoad + offLoad; }
};

Latency latencyOf(const TileProblem& problem, const TileTraffic& traffic, const Assumptions& assumptions) {
  const std::int64_t stall = stallCycles(problem, traffic);
  const LoadingCycles loading = loadingCycles(problem, traffic, stall, assumptions);
  return {static_cast<double>(traffic.cycles),
          static_cast<double>(stall),
          loading.onLoad,
          loading.offLoad,
          loading.onChip,
          loading.borrowedBandwidth};
}

/// Off-chip bandwidth that the tiles of a layer want at once: of the operands with the deepest hierarchy, each with
/// what its single transfers borrow from the computation. If there are several, one input goes to all cores in one
/// move. Source: the published tool's choice among loop orders; which input that is it leaves to chance, here it is the
/// first.
double wantedBandwidth(const TileProblem& problem, const TileTraffic& traffic, const Latency& latency) {
  std::size_t deepest = 0;
  for (const OperandProblem& operand : problem.operands) deepest = std::max(deepest, operand.levels.size());
  double ofOne = 0, moved = 0;
  int operands = 0;
  std::optional<double> broadcast;
  for (const OperandRole role : kAllRoles) {
    if (problem.operand(role).levels.size() != deepest) continue;
    const double wanted =
        static_cast<double>(topBandwidth(problem, traffic, role)) + latency.borrowedBandwidth[roleIndex(role)];
    ++operands;
    ofOne += wanted;
    if (role != OperandRole::O && !broadcast) broadcast = wanted;
  }
  moved = operands > 1 ? broadcast.value_or(0) : 0;
  return moved + static_cast<double>(problem.parallelParts) * (ofOne - moved);
}

double objectiveOf(const TileProblem& problem, const TileTraffic& traffic, const Assumptions& assumptions) {
  const Latency latency = latencyOf(problem, traffic, assumptions);
  if (!problem.hasOffChip) return latency.total();
  const auto there = static_cast<double>(problem.memories.back().ports.front().bandwidth.value);
  return std::ceil(wantedBandwidth(problem, traffic, latency) / there) * latency.total();
}

std::optional<Solution> searchOrders(const Task& task, const TileProblem& problem, std::span<const TemporalLoop> loops,
                                     CapacityRule rule) {
  std::optional<Solution> best;
  LoopOrders orders(loops, task.shape.dims);
  int tried = 0;
  do {
    const std::optional<LoopAllocation> allocation = allocateLoops(problem, orders.current(), rule);
    if (!allocation) continue;
    const double objective =
        objectiveOf(problem, describeTraffic(problem, orders.current(), *allocation, 1), task.assumptions);
    if (best && best->objective <= objective) continue;
    if (!best) best.emplace();
    best->loops.assign(orders.current().begin(), orders.current().end());
    best->allocation = *allocation;
    best->objective = objective;
  } while (++tried < kMostOrders && orders.advance());
  return best;
}

std::optional<Plan> planFor(const Task& task, const SpatialMapping& mapping, CapacityRule rule) {
  const SpatialUse use = unrollSpatially(task.shape, task.core, mapping);
  Plan plan{makeTileProblem(task.shape, use, task.nest), use, spatialUtilisation(task.shape, use, task.core), {}};
  std::optional<Solution> solution = searchOrders(task, plan.problem, temporalLoops(use.iterations), rule);
  if (!solution) return std::nullopt;
  plan.solution = std::move(*solution);
  return plan;
}

std::optional<Plan> bestPlan(const Task& task, std::span<const SpatialMapping> mappings, CapacityRule rule) {
  std::optional<Plan> best;
  for (const SpatialMapping& mapping : mappings) {
    std::optional<Plan> plan = planFor(task, mapping, rule);
    if (plan && (!best || plan->solution.objective < best->solution.objective)) best = std::move(plan);
  }
  return best;
}

Plan planTile(const Task& task, const SpatialMapping& mapping) {
  std::vector<SpatialMapping> mappings{mapping};
  if (mapping.unrollings.empty()) mappings = spatialCandidates(task.shape, task.core);
  if (mappings.empty()) mappings.push_back({});
  for (const CapacityRule rule : {CapacityRule::Enforced, CapacityRule::Ignored}) {
    if (std::optional<Plan> plan = bestPlan(task, mappings, rule)) return std::move(*plan);
  }
  return {};  // not reached: without capacities every order fits
}

LaneUse laneUse(const TileShape& shape, const Core& core, const SpatialMapping& mapping) {
  const bool flattened = shape.lanes == LaneRule::Flattened && mapping.unrollings.empty();
  return flattened ? flattenedLanes(shape, core) : LaneUse{shape, core, mapping};
}

int operationPrecision(const TileShape& shape) {
  return std::max(shape.operands[roleIndex(OperandRole::I)].precision,
                  shape.operands[roleIndex(OperandRole::W)].precision);
}

std::vector<SpatialLoop> spatialLoops(const SpatialUse& use) {
  std::vector<SpatialLoop> loops;
  for (const UnrolledLoop& loop : use.loops) loops.push_back({loop.arrayDim, loop.dim, loop.exact});
  return loops;
}

TemporalMapping temporalMapping(const TileProblem& problem, const Solution& solution) {
  TemporalMapping result{.loops = solution.loops, .levelEnd = {}};
  for (std::size_t role = 0; role < kOperandRoles; ++role) {
    for (std::size_t k = 0; k < problem.operands[role].levels.size(); ++k) {
      result.levelEnd[role].push_back(solution.allocation.end[role][k]);
    }
  }
  return result;
}

/// METHOD A5.6: bandwidth to book for a streamed operand, spread over the whole run.
std::int64_t bookedBandwidth(const TileProblem& problem, const TileTraffic& traffic, OperandRole role,
                             const Latency& latency) {
  const double spread = latency.idealTemporal / latency.total();
  return static_cast<std::int64_t>(std::ceil(static_cast<double>(topBandwidth(problem, traffic, role)) * spread));
}

}  // namespace

TileCost estimateTileCost(const TileShape& shape, const Core& core, const Core& offChip, const SpatialMapping& mapping,
                          StreamedOperands streamed, const Assumptions& assumptions) {
  const LaneUse use = laneUse(shape, core, mapping);
  const MemoryNest nest = makeMemoryNest(use.core, offChip, streamed);
  const Plan plan = planTile({use.shape, use.core, nest, assumptions}, use.mapping);
  const TileProblem& problem = plan.problem;
  const TileTraffic traffic =
      describeTraffic(problem, plan.solution.loops, plan.solution.allocation, shape.cyclesPerOperation);
  const Latency latency = latencyOf(problem, traffic, assumptions);
  const AccessEnergy energy = accessEnergy(problem, traffic);
  const OffChipBits moved = offChipBits(problem, traffic);
  TileCost cost;
  cost.idealTemporal = Cycles{latency.idealTemporal};
  cost.stall = Cycles{latency.stall};
  cost.onLoad = Cycles{latency.onLoad};
  cost.offLoad = Cycles{latency.offLoad};
  cost.latency = Cycles{latency.total()};
  cost.fillAndDrain = Cycles{latency.onChipLoading};
  cost.operations = operationCount(shape);
  cost.spatialUtilisation = plan.utilisation;
  cost.streamed = streamed;
  for (const OperandRole role : kAllRoles) {
    cost.bits[roleIndex(role)] = operandBits(shape, role);
    if (streamed[role]) cost.streamBandwidth[roleIndex(role)] = bookedBandwidth(problem, traffic, role, latency);
  }
  cost.offChipRead = moved.read;
  cost.offChipWrite = moved.written;
  cost.computeEnergy = core.array.energyPerOperation * static_cast<double>(cost.operations);
  cost.onChipEnergy = energy.onChip;
  cost.offChipEnergy = energy.offChip;
  cost.operationPrecision = operationPrecision(shape);
  cost.memoryBits = memoryBits(problem, traffic);
  cost.temporal = temporalMapping(problem, plan.solution);
  cost.spatial = spatialLoops(plan.use);
  cost.shortage = memoryShortage(problem);
  return cost;
}

}  // namespace fusewright
