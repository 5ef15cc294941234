#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/explore/front/non_dominated.h"
#include "core/explore/sweep/design_space.h"
#include "core/explore/sweep/sample_sequence.h"
#include "core/explore/sweep/sweep.h"
#include "core/explore/sweep/sweep_points.h"
#include "core/io/accelerator_yaml.h"
#include "core/io/model_writer.h"
#include "core/io/onnx_reader.h"
#include "core/io/sweep_database.h"
#include "tests/benchmarks/or_exit.h"

namespace {

using namespace fusewright;
using fusewright::tests::orExit;

/// Chips of MARCA's area with other memory fractions, and the two tilings of the study, for 64 tokens of a Mamba block.
void sweepChips(benchmark::State& state) {
  const auto bytes = orExit(buildModel("mamba1", {{"d-model", 2560}, {"d-state", 64}, {"seq-len", 64}}));
  const auto block = std::make_shared<const Workload>(orExit(readOnnxBytes(bytes, "mamba1.onnx")));
  const auto chip = std::make_shared<const Accelerator>(
      orExit(readAccelerator(FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/marca.yaml")));
  DesignSpace space{.tilings = {TilingMode::PerStep, TilingMode::MemoryAware}, .areaFractions = {0.5, 1}};
  for (int step = 1; step < 20; ++step) space.memoryFractions.push_back(step / 20.0);
  const std::vector<SweepPoint> points = pointsOf(space);
  const Design base{.workload = nullptr, .accelerator = chip, .mapping = {}};
  const auto workloads = [&](std::int64_t) -> Result<std::shared_ptr<const Workload>> { return block; };
  for (auto _ : state)
    benchmark::DoNotOptimize(sweep(points.size(),
                                   [&](std::size_t index) { return designAt(points[index], base, workloads); },
                                   {.jobs = static_cast<int>(state.range(0))}));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(points.size()));
}

/// A million points that are evenly spread, in two, three and four objectives.
void frontOfAMillion(benchmark::State& state) {
  constexpr std::uint64_t kPoints = 1'000'000;
  ObjectiveColumns columns(static_cast<std::size_t>(state.range(0)));
  for (std::size_t axis = 0; axis < columns.size(); ++axis)
    for (std::uint64_t index = 0; index < kPoints; ++index) columns[axis].push_back(sobolCoordinate(index, axis, 1));
  for (auto _ : state) benchmark::DoNotOptimize(nonDominated(columns));
  state.counters["front"] = static_cast<double>(nonDominated(columns).size());
}

void enumeratePoints(benchmark::State& state) {
  SweepSpec spec;
  for (const char* name : {"onchip_memory_MB", "dram_bits_per_cycle", "pe_count"})
    spec.axes.push_back({.parameter = name, .values = {}, .range = AxisRange{.from = 1, .to = 64, .count = 1000}});
  const SweepPoints points = orExit(SweepPoints::of(spec));
  std::uint64_t index = 0;
  for (auto _ : state) benchmark::DoNotOptimize(points.at(index++ % points.size()));
}

void addRows(benchmark::State& state) {
  const std::string file = "/tmp/fusewright_sweep_benchmark.sqlite";
  std::int64_t next = 0;
  for (auto _ : state) {
    auto database = orExit(SweepDatabase::open(file, SweepDatabase::Access::Write));
    std::vector<StoredDesign> designs;
    for (int row = 0; row < 1000; ++row) {
      designs.push_back({.key = contentHash(std::to_string(next++)), .parameters = "{\"fusion\":\"all\"}"});
      designs.back().row.metrics.emplace();
    }
    if (!database.add(designs)) std::exit(1);
  }
  state.SetItemsProcessed(next);
  std::remove(file.c_str());
}

BENCHMARK(sweepChips)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(frontOfAMillion)->Arg(2)->Arg(3)->Arg(4)->Unit(benchmark::kMillisecond);
BENCHMARK(enumeratePoints);
BENCHMARK(addRows)->Unit(benchmark::kMillisecond);

}  // namespace
