#include "core/metrics/time_budget.h"

#include <algorithm>

namespace fusewright {
namespace {

/// Who holds an interval up: the transfer in flight or on the link, if it is one.
TimeUse useOfMove(const Accelerator& accelerator, const Schedule& schedule, std::int32_t transfer) {
  if (transfer < 0 || static_cast<std::size_t>(transfer) >= schedule.transfers.size()) return TimeUse::OffChip;
  const Transfer& move = schedule.transfers[static_cast<std::size_t>(transfer)];
  const bool offChip = move.from == accelerator.offChip || move.to == accelerator.offChip;
  return offChip ? TimeUse::OffChip : TimeUse::CoreLinks;
}

TimeUse useOf(const Accelerator& accelerator, const Schedule& schedule, const IdleInterval& idle) {
  switch (idle.cause) {
    case BindingCause::None:
      return TimeUse::NothingToDo;
    case BindingCause::CoreBusy:
    case BindingCause::Dependency:
      return TimeUse::Dependency;
    case BindingCause::Transfer:
    case BindingCause::LinkBusy:
      return useOfMove(accelerator, schedule, idle.blame);
    case BindingCause::MemoryFull:
      return TimeUse::MemoryFull;
    case BindingCause::Synchronisation:
      return TimeUse::Synchronisation;
    case BindingCause::OffChip:
      return TimeUse::OffChip;
  }
  return TimeUse::NothingToDo;
}

}  // namespace

TimeUse TimeBudget::main() const {
  return static_cast<TimeUse>(std::ranges::max_element(cycles) - cycles.begin());
}

TimeBudget timeBudget(const Accelerator& accelerator, const TileCosts& costs, const Schedule& schedule,
                      const Metrics& metrics) {
  TimeBudget budget;
  const auto part = [&](TimeUse use) -> Cycles& { return budget.cycles[static_cast<std::size_t>(use)]; };
  const auto computes = [&](std::size_t core) { return unitCount(accelerator.cores[core].array) > 0; };
  for (std::size_t core = 0; core < schedule.tilesOfCore.size(); ++core) {
    if (!computes(core)) continue;
    budget.total += schedule.makespan;
    for (const TileId tile : schedule.tilesOfCore[core]) {
      const TileCost& cost = costs.distinct[static_cast<std::size_t>(costs.ofTile[tile.index()])];
      const Cycles duration = schedule.end[tile.index()] - schedule.start[tile.index()];
      const Cycles ideal = std::min(cost.idealTemporal, duration);
      const Cycles useful = ideal * std::clamp(cost.spatialUtilisation, 0.0, 1.0);
      part(TimeUse::Computing) += useful;
      part(TimeUse::IdleUnits) += ideal - useful;
      part(cost.streamed.any() ? TimeUse::OffChip : TimeUse::OnChipMoves) += duration - ideal;
    }
  }
  for (const IdleInterval& idle : metrics.idle)
    if (computes(idle.core.index())) part(useOf(accelerator, schedule, idle)) += idle.to - idle.from;
  return budget;
}

}  // namespace fusewright
