#include "core/metrics/duration_histogram.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace fusewright {
namespace {

std::vector<double> evenWidths(double shortest, double longest, std::size_t bins) {
  if (longest <= shortest) return {shortest, longest};
  std::vector<double> edges;
  for (std::size_t edge = 0; edge < bins; ++edge)
    edges.push_back(shortest + (longest - shortest) * static_cast<double>(edge) / static_cast<double>(bins));
  edges.push_back(longest);
  return edges;
}

/// From one cycle, or from `shortest` if that is longer; what is shorter than a cycle has the first bin.
std::vector<double> evenRatios(double shortest, double longest, std::size_t bins) {
  std::vector<double> edges;
  if (shortest < 1) edges.push_back(shortest);
  const double from = std::max(shortest, 1.0);
  const std::size_t steps = bins - edges.size();
  for (std::size_t edge = 0; edge < steps; ++edge)
    edges.push_back(from * std::pow(longest / from, static_cast<double>(edge) / static_cast<double>(steps)));
  edges.push_back(longest);
  return edges;
}

/// Calls `take` with every tile and how long its core did nothing before it, core by core in the order they run.
template <typename Take>
void forEachWait(const Schedule& schedule, Take take) {
  for (const auto& tiles : schedule.tilesOfCore) {
    double before = 0;
    for (const TileId tile : tiles) {
      take(tile, std::max(0.0, schedule.start[tile.index()].value - before));
      before = schedule.end[tile.index()].value;
    }
  }
}

}  // namespace

std::vector<TimedTile> durationsOf(const Workload& workload, const TileGraph& graph, const Schedule& schedule,
                                   std::optional<LayerId> family, DurationOf what, Cycles from, Cycles to) {
  std::vector<TimedTile> timed;
  forEachWait(schedule, [&](TileId tile, double waited) {
    const double start = schedule.start[tile.index()].value;
    if (start < from.value || start >= to.value) return;
    if (family && workload.layer(graph.layer[tile.index()]).family != *family) return;
    const double ran = schedule.end[tile.index()].value - start;
    timed.push_back({.tile = tile, .cycles = what == DurationOf::Run ? ran : waited});
  });
  std::ranges::sort(timed, {}, [](const TimedTile& tile) { return std::tuple(tile.cycles, tile.tile); });
  return timed;
}

std::vector<double> waitsOfLayers(const Workload& workload, const TileGraph& graph, const Schedule& schedule) {
  std::vector<double> waits(workload.layers.size(), 0);
  forEachWait(schedule, [&](TileId tile, double waited) { waits[graph.layer[tile.index()].index()] += waited; });
  return waits;
}

DurationHistogram durationHistogram(const std::vector<TimedTile>& tiles, std::size_t most) {
  DurationHistogram histogram;
  if (tiles.empty() || most == 0) return histogram;
  for (const TimedTile& tile : tiles) histogram.all.add(tile.cycles);
  histogram.median = tiles[(tiles.size() - 1) / 2].cycles;
  const double longest = tiles.back().cycles;
  histogram.logarithmic = most > 1 && longest / std::max(tiles.front().cycles, 1.0) >= kWideDurations;
  const std::vector<double> edges = histogram.logarithmic ? evenRatios(tiles.front().cycles, longest, most)
                                                          : evenWidths(tiles.front().cycles, longest, most);
  for (std::size_t bin = 0; bin + 1 < edges.size(); ++bin)
    histogram.bins.push_back({.from = edges[bin], .to = edges[bin + 1]});
  std::size_t bin = 0;
  for (const TimedTile& tile : tiles) {  // shortest first
    while (bin + 1 < histogram.bins.size() && tile.cycles >= histogram.bins[bin].to) ++bin;
    ++histogram.bins[bin].count;
  }
  return histogram;
}

}  // namespace fusewright
