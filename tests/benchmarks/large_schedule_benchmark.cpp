// What the schedule of millions of tiles on 64 cores takes: a chain of five layers, fused, cut into a tile a row and a
// core; every tile of the first layer fetches what it reads, every one of the last writes its result. Counters: bytes a
// tile of the schedule, in all and by part, and the most memory that the process ever had, all stages included.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "core/schedule/schedule_tiles.h"
#include "core/tiling/build_tile_graph.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mapping.h"
#include "tests/builders_schedule.h"
#include "tests/builders_workload.h"

using namespace fusewright;
using namespace fusewright::tests;

namespace {

constexpr int kCores = 64;
constexpr int kLayers = 5;

Workload chainOf(std::int64_t rows) {
  WorkloadWriter write;
  TensorId before = write.constant("x", {rows, kCores}, TensorKind::Input);
  const std::string loops = "L=" + std::to_string(rows) + " K=" + std::to_string(kCores);
  for (int layer = 0; layer < kLayers; ++layer)
    before = write.layer("layer " + std::to_string(layer), loops, {{before, "L K"}}, "L K");
  return write.workload();
}

Mapping acrossAllCores(const Workload& workload, std::int64_t rows) {
  Mapping mapping = fuseAll(workload, {{.dim = "L", .parts = rows}});
  std::vector<CoreId> cores;
  for (int core = 0; core < kCores; ++core) cores.emplace_back(core);
  for (int layer = 0; layer < kLayers; ++layer)
    mapping = withCores(std::move(mapping), layer, cores, {{.dim = "K", .parts = kCores}});
  return mapping;
}

double peakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void onSixtyFourCores(benchmark::State& state) {
  const std::int64_t rows = state.range(0) / kLayers / kCores;
  const Assumptions assumptions = state.range(1) != 0 ? physicalAssumptions() : paperAssumptions();
  const Workload workload = chainOf(rows);
  const Accelerator chip = chipWithSharedDram({.cores = kCores, .dramBandwidth = BitsPerCycle{2048}});
  const TileGraph graph = buildTileGraph(workload, acrossAllCores(workload, rows), assumptions).value();
  const TileCosts costs = costsByLayer(graph, {takes(100)});
  Schedule schedule;
  for (auto _ : state) schedule = scheduleTiles(workload, chip, graph, costs, assumptions).value();
  const auto perTile = [&](auto count) { return static_cast<double>(count) / static_cast<double>(graph.size()); };
  state.counters["tiles"] = static_cast<double>(graph.size());
  state.counters["transfers/tile"] = perTile(schedule.transfers.size());
  state.counters["residencies/tile"] = perTile(schedule.residencies.size());
  state.counters["schedule bytes/tile"] = perTile(schedule.bytes());
  state.counters["of transfers"] = perTile(schedule.transfers.bytes());
  state.counters["of pieces"] = perTile(schedule.pieces.bytes());
  state.counters["of residencies"] = perTile(schedule.residencies.bytes());
  state.counters["peak MB"] = peakMegabytes();
  state.counters["peak bytes/tile"] = perTile(peakMegabytes() * 1024 * 1024);
}
BENCHMARK(onSixtyFourCores)
    ->ArgNames({"tiles", "physical"})
    ->Args({100'000, 0})
    ->Args({100'000, 1})
    ->Args({1'000'000, 0})
    ->Args({1'000'000, 1})
    ->Args({10'000'000, 0})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);

}  // namespace
