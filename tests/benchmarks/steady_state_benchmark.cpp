// What finding the steady states of ten million tiles on 64 cores takes: where all but the ends repeat every 40 tiles
// of a core, where nothing repeats, and where a pattern is broken off every 1,000 periods.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include <benchmark/benchmark.h>

#include "core/metrics/steady_state.h"

using namespace fusewright;

namespace {

constexpr int kCores = 64;
constexpr std::size_t kTiles = 10'000'000;
constexpr std::size_t kLayers = 40;

enum Shape { Periodic, Random, Broken };

struct Run {
  Workload workload;
  TileGraph graph;
  Schedule schedule;
};

std::uint64_t rolled(std::uint64_t number) {
  // Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
  number *= 0x9E3779B97F4A7C15;
  number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
  return number ^ (number >> 31);
}

/// Tiles are numbered across the cores, as tilings across cores number them.
Run runOf(Shape shape) {
  Run run;
  for (std::size_t layer = 0; layer < kLayers; ++layer) {
    run.workload.layers.emplace_back();
    run.workload.layers.back().family = LayerId(layer);
  }
  run.graph.layer.resize(kTiles);
  run.graph.core.resize(kTiles);
  run.schedule.start.resize(kTiles);
  run.schedule.end.resize(kTiles);
  run.schedule.tilesOfCore.resize(kCores);
  std::vector<double> free(kCores, 0);
  for (std::size_t tile = 0; tile < kTiles; ++tile) {
    const std::size_t core = tile % kCores;
    const std::size_t turn = tile / kCores;
    const std::size_t layer = turn % kLayers;
    run.graph.layer[tile] = LayerId(layer);
    run.graph.core[tile] = CoreId(core);
    double cycles = 20 + static_cast<double>(rolled(layer) % 256);
    if (shape == Random) cycles = 20 + static_cast<double>(rolled(tile) % 256);
    if (shape == Broken && turn % (1000 * kLayers) == 7) cycles += 1;
    run.schedule.start[tile] = Cycles{free[core]};
    free[core] += cycles;
    run.schedule.end[tile] = Cycles{free[core]};
    run.schedule.tilesOfCore[core].push_back(TileId(tile));
  }
  run.schedule.makespan = run.schedule.latency = Cycles{std::ranges::max(free)};
  return run;
}

void findSteadyStates(benchmark::State& state) {
  const Run run = runOf(static_cast<Shape>(state.range(0)));
  std::size_t found = 0;
  for (auto _ : state) found = steadyStates(run.workload, run.graph, run.schedule).size();
  state.counters["found"] = static_cast<double>(found);
}
BENCHMARK(findSteadyStates)->Arg(Periodic)->Arg(Random)->Arg(Broken)->Unit(benchmark::kMillisecond)->Iterations(3);

}  // namespace

