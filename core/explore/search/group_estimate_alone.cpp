#include <algorithm>
#include <ranges>

#include "core/explore/search/group_estimate.h"
#include "core/mapping/loop_roles.h"
#include "core/workload/footprint.h"

namespace fusewright {
namespace {

std::optional<std::size_t> loopNamed(const Layer& layer, std::string_view name) {
  const auto loop = findLoop(layer, name);
  return loop ? std::optional(static_cast<std::size_t>(*loop)) : std::nullopt;
}

double mostParts(const LoopSizes& sizes, std::optional<std::size_t> loop, std::int64_t parts) {
  return loop ? static_cast<double>(std::min(parts, sizes[*loop])) : 1.0;
}

double blockBits(const Operand& operand, const LoopSizes& sizes) {
  Box loops;
  for (std::int64_t size : sizes) loops.push({0, size});
  return static_cast<double>(billedBits(operand, loops).value);
}

}  // namespace

GroupEstimator::Parts GroupEstimator::partsOfKind(const Kind& kind, LayerId id, const GroupShape& shape,
                                                  const GroupTraits& traits) const {
  const LoopSizes& sizes = kind.lone.sizes;
  if (!shape.proposed) {
    const GroupShape own = shapeOfLayer(shape, traits, kind.traits);
    return {mostParts(sizes, kind.rows, own.rows) * kind.steps,
            mostParts(sizes, kind.columns, own.columns) * kind.cores};
  }
  Parts parts{kind.steps, kind.cores};
  for (const TilingEntry& entry : alone_.mapping[id.index()].intraCore) {
    const auto loop = loopNamed(kind.lone.layer, entry.dim);
    if (!loop) continue;
    const std::int64_t count = entry.parts == kOnePartPerIteration ? sizes[*loop] : std::min(entry.parts, sizes[*loop]);
    (loop == kind.rows ? parts.rows : parts.columns) *= static_cast<double>(count);
  }
  return parts;
}

PlanSize GroupEstimator::sizeOf(const SearchPlan& plan) const {
  std::vector<Parts> made(units_.size());
  std::vector<const std::vector<Kind>*> kinds(units_.size());
  for (const PlannedGroup& group : plan.groups) {
    const GroupTraits traits = traitsOf(group.begin, group.end, units_, workload_);
    for (std::size_t unit = group.begin; unit < group.end; ++unit) {
      kinds[unit] = &placedAs(group.shape.placement).kinds[unit];
      made[unit] = partsOfKind(kinds[unit]->back(), units_[unit].kinds.back(), group.shape, traits);
    }
  }
  PlanSize size;
  for (std::size_t unit = 0; unit < units_.size(); ++unit) {
    size.tiles += made[unit].rows * made[unit].columns * static_cast<double>(kinds[unit]->size());
    for (const Input& input : kinds[unit]->back().inputs)
      for (const std::size_t feeder : input.feeders) {
        const Parts& own = made[unit];
        const double rows = input.byRows ? std::max(1.0, made[feeder].rows / own.rows) : made[feeder].rows;
        const double columns =
            input.byColumns ? std::max(1.0, made[feeder].columns / own.columns) : made[feeder].columns;
        size.dependencies += own.rows * own.columns * rows * columns;
      }
  }
  return size;
}

GroupEstimate GroupEstimator::estimateAlone(std::size_t unit, double share) const {
  const Placed& placed = placedAs(Placement::AsMapped);
  GroupEstimate sum;
  double cores = 1;
  for (std::size_t number = 0; number < placed.kinds[unit].size(); ++number) {
    const Kind& kind = placed.kinds[unit][number];
    const LayerId id = units_[unit].kinds[number];
    std::vector<LoopCut> cuts;  // slowest first
    LoopSizes part = kind.lone.sizes;
    double tiles = 1;
    for (const TilingEntry& entry : std::views::reverse(alone_.mapping[id.index()].intraCore)) {
      const auto loop = loopNamed(kind.lone.layer, entry.dim);
      if (!loop) continue;
      const std::int64_t parts = entry.parts == kOnePartPerIteration ? part[*loop] : std::min(entry.parts, part[*loop]);
      cuts.push_back({*loop, parts});
      part[*loop] = (part[*loop] + parts - 1) / parts;
      tiles *= static_cast<double>(parts);
    }
    const LoneLayer& lone = kind.lone;
    if (const auto& streamed = alone_.streamed[id.index()])
      return {.cycles = std::max(streamed->cycles, streamed->movedBits / bandwidth_),
              .heldBits = 0,
              .movedBits = streamed->movedBits,
              .tiles = kind.cores};
    const double computing =
        tiles * (std::max(lone.computingCycles(part), lone.feedingCycles(part)) + kOverheadOfTile) * kind.steps;
    const double moved = lone.movedBits(cuts) * kind.cores * kind.steps, moving = moved / bandwidth_;
    const double apart = lone.fits(part, 2) ? tiles * kind.steps : 1;
    sum.cycles += std::max(computing, moving) + std::min(computing, moving) / apart;
    sum.movedBits += moved;
    sum.tiles += tiles * kind.steps * kind.cores;
    sum.heldBits = std::max(sum.heldBits, 2 * blockBits(lone.layer.output, part));
    cores = std::max(cores, kind.cores);
  }
  std::vector<double> held(roomOf_.size(), sum.heldBits);
  const auto [crossing, alive] = neighbours(unit, unit + 1);
  if (fitsBeside({placed.placeOf[unit]}, held, alive / cores, share)) {
    const double stays = std::min(crossing, sum.movedBits);
    sum.movedBits -= stays;
    sum.cycles -= std::min(stays / bandwidth_, sum.cycles / 2);
  }
  return sum;
}

}  // namespace fusewright
