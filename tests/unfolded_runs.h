#pragma once

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

#include "core/metrics/steady_state.h"

namespace fusewright::tests {

/// Start, end, core and family of a tile.
using TileRun = std::tuple<double, double, std::int32_t, std::int32_t>;

/// All tiles, by start.
inline std::vector<TileRun> runsOf(const Workload& workload, const TileGraph& graph, const Schedule& schedule) {
  std::vector<TileRun> runs;
  for (std::size_t tile = 0; tile < graph.size(); ++tile)
    runs.emplace_back(schedule.start[tile].value, schedule.end[tile].value, graph.core[tile].value,
                      workload.layer(graph.layer[tile]).family.value);
  std::ranges::sort(runs);
  return runs;
}

/// What the description says: of each steady state the first period alone, written out as often as it is there.
inline std::vector<TileRun> unfolded(const std::vector<TileRun>& runs, const std::vector<SteadyState>& states) {
  std::vector<TileRun> all;
  for (const auto& [start, end, core, family] : runs) {
    const auto state = std::ranges::find_if(
        states, [at = start](const SteadyState& one) { return at >= one.from.value && at < one.to().value; });
    if (state == states.end()) {
      all.emplace_back(start, end, core, family);
    } else if (start < (state->from + state->period).value) {
      double from = start;
      double to = end;
      for (std::int64_t time = 0; time < state->count; ++time) {
        all.emplace_back(from, to, core, family);
        from += state->period.value;
        to += state->period.value;
      }
    }
  }
  std::ranges::sort(all);
  return all;
}

}  // namespace fusewright::tests
