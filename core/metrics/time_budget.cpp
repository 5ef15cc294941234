#include "core/metrics/time_budget.h"

#include <algorithm>
#include <numeric>

namespace fusewright {
namespace {

/// Whether an interval is idle for a move where the off-chip memory is at one end.
bool waitsOffChip(const Accelerator& accelerator, const Schedule& schedule, const IdleInterval& idle) {
  const auto use = idleCauseOf(idle.cause);
  if (use != IdleCause::TransferInFlight && use != IdleCause::LinkTaken) return false;
  const bool known = idle.blame >= 0 && static_cast<std::size_t>(idle.blame) < schedule.transfers.size();
  if (idle.cause == BindingCause::OffChip || !known) return true;
  const Transfer& move = schedule.transfers[static_cast<std::size_t>(idle.blame)];
  return move.from == accelerator.offChip || move.to == accelerator.offChip;
}

TimeBudget busyBudget(const TileCosts& costs, const Schedule& schedule, CoreId core) {
  TimeBudget budget{.cycles = {}, .total = schedule.makespan, .offChipInFlight = {}, .offChipLinkTaken = {}};
  const auto part = [&](TimeUse use) -> Cycles& { return budget.cycles[static_cast<std::size_t>(use)]; };
  for (const TileId tile : schedule.tilesOfCore[core.index()]) {
    const TileCost& cost = costs.distinct[static_cast<std::size_t>(costs.ofTile[tile.index()])];
    const Cycles duration = schedule.end[tile.index()] - schedule.start[tile.index()];
    const Cycles ideal = std::min(cost.idealTemporal, duration);
    const Cycles useful = ideal * std::clamp(cost.spatialUtilisation, 0.0, 1.0);
    part(TimeUse::Computing) += useful;
    part(TimeUse::IdleUnits) += ideal - useful;
    part(cost.streamed.any() ? TimeUse::Streaming : TimeUse::OnChipMoves) += duration - ideal;
  }
  return budget;
}

}  // namespace

Cycles TimeBudget::of(Bottleneck bottleneck) const {
  const Cycles waits = of(TimeUse::TransferInFlight) + of(TimeUse::LinkTaken);
  const Cycles offChipWaits = offChipInFlight + offChipLinkTaken;
  switch (bottleneck) {
    case Bottleneck::Computing:
      return of(TimeUse::Computing);
    case Bottleneck::IdleUnits:
      return of(TimeUse::IdleUnits);
    case Bottleneck::OnChipMoves:
      return of(TimeUse::OnChipMoves);
    case Bottleneck::OffChip:
      return of(TimeUse::Streaming) + offChipWaits;
    case Bottleneck::CoreLinks:
      return waits - offChipWaits;
    case Bottleneck::Dependency:
      return of(TimeUse::Dependency);
    case Bottleneck::MemoryFull:
      return of(TimeUse::MemoryFull);
    case Bottleneck::Synchronisation:
      return of(TimeUse::Synchronisation);
    case Bottleneck::NothingToDo:
      return of(TimeUse::NothingToDo);
  }
  return {};
}

Cycles TimeBudget::busy() const {
  return std::accumulate(cycles.begin(), cycles.begin() + kBusyUses, Cycles{});
}

Bottleneck TimeBudget::main() const {
  std::array<double, kBottlenecks> parts{};
  for (std::size_t index = 0; index < kBottlenecks; ++index) parts[index] = of(static_cast<Bottleneck>(index)).value;
  return static_cast<Bottleneck>(std::ranges::max_element(parts) - parts.begin());
}

TimeBudget& TimeBudget::operator+=(const TimeBudget& other) {
  for (std::size_t use = 0; use < kTimeUses; ++use) cycles[use] += other.cycles[use];
  total += other.total;
  offChipInFlight += other.offChipInFlight;
  offChipLinkTaken += other.offChipLinkTaken;
  return *this;
}

std::vector<CoreBudget> coreBudgets(const Accelerator& accelerator, const TileCosts& costs, const Schedule& schedule,
                                    const Metrics& metrics) {
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<CoreBudget> budgets;
  std::vector<std::size_t> places(schedule.tilesOfCore.size(), kNone);
  for (std::size_t core = 0; core < schedule.tilesOfCore.size(); ++core) {
    if (unitCount(accelerator.cores[core].array) <= 0) continue;
    places[core] = budgets.size();
    budgets.push_back({.core = CoreId(core), .budget = busyBudget(costs, schedule, CoreId(core))});
  }
  for (const IdleInterval& idle : metrics.idle) {
    const std::size_t place = places[idle.core.index()];
    if (place == kNone) continue;
    TimeBudget& budget = budgets[place].budget;
    const IdleCause cause = idleCauseOf(idle.cause);
    budget.cycles[static_cast<std::size_t>(useOf(cause))] += idle.to - idle.from;
    if (!waitsOffChip(accelerator, schedule, idle)) continue;
    (cause == IdleCause::LinkTaken ? budget.offChipLinkTaken : budget.offChipInFlight) += idle.to - idle.from;
  }
  return budgets;
}

TimeBudget sumOf(const std::vector<CoreBudget>& cores) {
  TimeBudget sum;
  for (const CoreBudget& core : cores) sum += core.budget;
  return sum;
}

TimeBudget timeBudget(const Accelerator& accelerator, const TileCosts& costs, const Schedule& schedule,
                      const Metrics& metrics) {
  return sumOf(coreBudgets(accelerator, costs, schedule, metrics));
}

}  // namespace fusewright
