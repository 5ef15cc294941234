#include "core/metrics/duration_histogram.h"

#include <algorithm>
#include <tuple>

namespace fusewright {

std::vector<TimedTile> durationsOf(const Workload& workload, const TileGraph& graph, const Schedule& schedule,
                                   std::optional<LayerId> family, DurationOf what, Cycles from, Cycles to) {
  std::vector<TimedTile> timed;
  for (const auto& tiles : schedule.tilesOfCore) {
    double before = 0;
    for (const TileId tile : tiles) {
      const double start = schedule.start[tile.index()].value;
      const double end = schedule.end[tile.index()].value;
      const double waited = std::max(0.0, start - before);
      before = end;
      if (start < from.value || start >= to.value) continue;
      if (family && workload.layer(graph.layer[tile.index()]).family != *family) continue;
      timed.push_back({.tile = tile, .cycles = what == DurationOf::Run ? end - start : waited});
    }
  }
  std::ranges::sort(timed, {}, [](const TimedTile& tile) { return std::tuple(tile.cycles, tile.tile); });
  return timed;
}

DurationHistogram durationHistogram(const std::vector<TimedTile>& tiles, std::size_t most) {
  DurationHistogram histogram;
  if (tiles.empty() || most == 0) return histogram;
  for (const TimedTile& tile : tiles) histogram.all.add(tile.cycles);
  histogram.median = tiles[(tiles.size() - 1) / 2].cycles;
  const double least = tiles.front().cycles;
  const double width = (tiles.back().cycles - least) / static_cast<double>(most);
  const std::size_t bins = width > 0 ? most : 1;
  for (std::size_t bin = 0; bin < bins; ++bin)
    histogram.bins.push_back(
        {.from = least + width * static_cast<double>(bin),
         .to = bin + 1 == bins ? tiles.back().cycles : least + width * static_cast<double>(bin + 1)});
  for (const TimedTile& tile : tiles) {
    const double place = width > 0 ? (tile.cycles - least) / width : 0;
    ++histogram.bins[std::min(static_cast<std::size_t>(place), bins - 1)].count;
  }
  return histogram;
}

}  // namespace fusewright
