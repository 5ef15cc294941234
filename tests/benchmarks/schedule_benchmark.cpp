// How many tiles a second the stages behind the tile costs make of a Mamba-1 2.8B block, every scan step its own
// layers, and how many bytes of theirs a tile takes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "core/base/allocated.h"
#include "core/evaluate/evaluate.h"
#include "core/io/model_writer.h"
#include "core/io/onnx_reader.h"
#include "core/metrics/measure.h"
#include "core/schedule/schedule_tiles.h"
#include "core/tiling/build_tile_graph.h"
#include "tests/builders_machines.h"

using namespace fusewright;
using namespace fusewright::tests;

namespace {

template <typename... Vectors>
double bytesIn(const Vectors&... vectors) {
  return static_cast<double>((allocatedBy(vectors) + ...));
}

double bytesOf(const TileGraph& graph) {
  double bytes =
      bytesIn(graph.layer, graph.indexInLayer, graph.group, graph.core, graph.outputBits, graph.consumers,
              graph.producerBegin, graph.producer, graph.producerBits, graph.producerInput, graph.producerSlice,
              graph.consumerBegin, graph.consumer, graph.constants, graph.constantBegin, graph.constant);
  for (const std::vector<TileId>& tiles : graph.tilesOfLayer) bytes += bytesIn(tiles);
  return bytes;
}

/// The most memory that this process has ever had, in megabytes.
double peakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// The block with that many tokens, all operators of its state update fused, one token a tile.
Evaluation evaluated(std::int64_t tokens, bool physical) {
  const auto file =
      std::filesystem::temp_directory_path() / ("fusewright_schedule_" + std::to_string(tokens) + ".onnx");
  if (const auto written = writeModel("mamba1", {{"d-model", 2560}, {"d-state", 64}, {"seq-len", tokens}}, file);
      !written)
    std::exit(1);
  Design design;
  design.workload = std::make_shared<const Workload>(readOnnx(file).value());
  std::filesystem::remove(file);
  design.accelerator = std::make_shared<const Accelerator>(marca());
  design.mapping.fusion = NamedFusion{"all"};
  design.assumptions = physical ? physicalAssumptions() : paperAssumptions();
  TileCostTable table;
  return evaluate(design, table).value();
}

void report(benchmark::State& state, const Evaluation& evaluation) {
  const auto tiles = static_cast<double>(evaluation.graph->size());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(evaluation.graph->size()));
  state.counters["tiles"] = tiles;
  state.counters["edges/tile"] = static_cast<double>(evaluation.graph->producer.size()) / tiles;
  state.counters["graph bytes/tile"] = bytesOf(*evaluation.graph) / tiles;
  state.counters["schedule bytes/tile"] = static_cast<double>(evaluation.schedule->bytes()) / tiles;
  state.counters["of transfers"] = static_cast<double>(evaluation.schedule->transfers.bytes()) / tiles;
  state.counters["of pieces"] = static_cast<double>(evaluation.schedule->pieces.bytes()) / tiles;
  state.counters["of residencies"] = static_cast<double>(evaluation.schedule->residencies.bytes()) / tiles;
  state.counters["peak MB"] = peakMegabytes();
}

void tiling(benchmark::State& state) {
  const Evaluation made = evaluated(state.range(0), state.range(1) != 0);
  for (auto _ : state) benchmark::DoNotOptimize(buildTileGraph(*made.workload, *made.mapping, made.design.assumptions));
  report(state, made);
}

void scheduling(benchmark::State& state) {
  const Evaluation made = evaluated(state.range(0), state.range(1) != 0);
  for (auto _ : state)
    benchmark::DoNotOptimize(
        scheduleTiles(*made.workload, *made.design.accelerator, *made.graph, *made.costs, made.design.assumptions));
  report(state, made);
}

void measuring(benchmark::State& state) {
  const Evaluation made = evaluated(state.range(0), state.range(1) != 0);
  for (auto _ : state)
    benchmark::DoNotOptimize(measure(*made.workload, *made.design.accelerator, *made.mapping, *made.graph, *made.costs,
                                     *made.schedule, made.design.assumptions));
  report(state, made);
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"tokens", "physical"})->Unit(benchmark::kMillisecond);
  for (const std::int64_t physical : {0, 1})
    for (const std::int64_t tokens : {1024, 16384}) benchmark->Args({tokens, physical});
}

BENCHMARK(tiling)->Apply(sizes);
BENCHMARK(scheduling)->Apply(sizes);
BENCHMARK(measuring)->Apply(sizes);

}  // namespace
