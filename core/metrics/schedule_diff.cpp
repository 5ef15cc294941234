#include "core/metrics/schedule_diff.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <unordered_map>

namespace fusewright {
namespace {

void matchTiles(const ScheduleSide& before, const ScheduleSide& after, ScheduleDiff& diff) {
  const auto counterpart = sameLayers(before.workload, after.workload);
  std::int64_t matched = 0;
  for (std::size_t layer = 0; layer < before.graph.tilesOfLayer.size(); ++layer) {
    const auto& tiles = before.graph.tilesOfLayer[layer];
    if (!counterpart[layer]) continue;
    const auto& others = after.graph.tilesOfLayer[counterpart[layer]->index()];
    for (std::size_t index = 0; index < std::min(tiles.size(), others.size()); ++index) {
      const std::size_t a = tiles[index].index();
      const std::size_t b = others[index].index();
      const double lengthBefore = (before.schedule.end[a] - before.schedule.start[a]).value;
      const double lengthAfter = (after.schedule.end[b] - after.schedule.start[b]).value;
      diff.tiles.push_back({.before = tiles[index],
                            .after = others[index],
                            .start = (after.schedule.start[b] - before.schedule.start[a]).value,
                            .duration = lengthAfter - lengthBefore,
                            .moved = before.graph.core[a] != after.graph.core[b]});
      ++matched;
    }
  }
  diff.onlyBefore = static_cast<std::int64_t>(before.graph.size()) - matched;
  diff.onlyAfter = static_cast<std::int64_t>(after.graph.size()) - matched;
  std::ranges::stable_sort(diff.tiles, std::greater{}, &TileShift::size);
}

/// Families of both sides by the name of their first layer.
void matchShares(const ScheduleSide& before, const ScheduleSide& after, ScheduleDiff& diff) {
  const LatencyShares first = latencyShares(before.workload, before.graph, before.schedule);
  const LatencyShares second = latencyShares(after.workload, after.graph, after.schedule);
  const auto counterpart = sameLayers(before.workload, after.workload);
  std::vector<bool> taken(second.families.size(), false);
  for (std::size_t index = 0; index < first.families.size(); ++index) {
    if (before.workload.layers[index].family.index() != index) continue;
    ShareShift shift{.before = LayerId(index), .after = counterpart[index], .cyclesBefore = first.families[index]};
    if (shift.after) {
      shift.cyclesAfter = second.families[shift.after->index()];
      taken[shift.after->index()] = true;
    }
    if (shift.cyclesBefore != 0 || shift.cyclesAfter != 0) diff.shares.push_back(shift);
  }
  for (std::size_t index = 0; index < second.families.size(); ++index)
    if (!taken[index] && second.families[index] != 0)
      diff.shares.push_back({.after = LayerId(index), .cyclesAfter = second.families[index]});
  for (std::size_t cause = 0; cause < kIdleCauses; ++cause)
    if (first.waiting[cause] != 0 || second.waiting[cause] != 0)
      diff.shares.push_back({.waiting = static_cast<IdleCause>(cause),
                             .cyclesBefore = first.waiting[cause],
                             .cyclesAfter = second.waiting[cause]});
  std::ranges::stable_sort(diff.shares, std::greater{},
                           [](const ShareShift& shift) { return std::abs(shift.change()); });
}

}  // namespace

double TileShift::size() const {
  return std::max(std::abs(start), std::abs(duration));
}

std::vector<std::optional<LayerId>> sameLayers(const Workload& from, const Workload& to) {
  std::unordered_map<std::string, LayerId> byName;
  for (std::size_t index = 0; index < to.layers.size(); ++index)
    byName.try_emplace(to.layers[index].name, LayerId(index));
  std::vector<std::optional<LayerId>> same;
  for (std::size_t index = 0; index < from.layers.size(); ++index) {
    const std::string& name = from.layers[index].name;
    // Mostly it is the same model; then names that occur twice can not be mixed up.
    const bool sameIndex = index < to.layers.size() && to.layers[index].name == name;
    const auto found = byName.find(name);
    same.push_back(sameIndex               ? std::optional(LayerId(index))
                   : found != byName.end() ? std::optional(found->second)
                                           : std::nullopt);
  }
  return same;
}

ScheduleDiff compareSchedules(const ScheduleSide& before, const ScheduleSide& after) {
  ScheduleDiff diff{
      .tiles = {}, .shares = {}, .makespanBefore = before.schedule.makespan, .makespanAfter = after.schedule.makespan};
  matchTiles(before, after, diff);
  matchShares(before, after, diff);
  return diff;
}

}  // namespace fusewright
