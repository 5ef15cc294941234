#include <cstdlib>
#include <filesystem>
#include <string>

#include <benchmark/benchmark.h>

#include "core/evaluate/evaluate.h"
#include "core/io/accelerator_yaml.h"
#include "core/io/model_writer.h"
#include "core/io/onnx_reader.h"
#include "tests/benchmarks/or_exit.h"

namespace {

using namespace fusewright;
using fusewright::tests::orExit;

/// One block of Mamba-1 2.8B with that many tokens, all operators of its state update fused, on the MARCA example.
Design fusedMamba(std::int64_t tokens) {
  const auto file =
      std::filesystem::temp_directory_path() / ("fusewright_benchmark_" + std::to_string(tokens) + ".onnx");
  if (const auto written = writeModel("mamba1", {{"d-model", 2560}, {"d-state", 64}, {"seq-len", tokens}}, file);
      !written)
    std::exit(1);
  Design design;
  design.workload = std::make_shared<const Workload>(orExit(readOnnx(file)));
  std::filesystem::remove(file);
  design.accelerator = std::make_shared<const Accelerator>(
      orExit(readAccelerator(FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/marca.yaml")));
  design.mapping.fusion = NamedFusion{"all"};
  return design;
}

void reportTiles(benchmark::State& state, const Evaluation& evaluation) {
  const auto tiles = static_cast<double>(evaluation.graph->size());
  state.counters["tiles"] = tiles;
  state.counters["tiles/s"] = benchmark::Counter(tiles, benchmark::Counter::kIsIterationInvariantRate);
}

/// From Workload to Metrics with nothing remembered.
void evaluateCold(benchmark::State& state) {
  const Design design = fusedMamba(state.range(0));
  TileCostTable table;
  const Evaluation first = orExit(evaluate(design, table));
  for (auto _ : state) {
    TileCostTable empty;
    benchmark::DoNotOptimize(evaluate(design, empty));
  }
  reportTiles(state, first);
}

/// The same with all tile costs remembered.
void evaluateWarm(benchmark::State& state) {
  const Design design = fusedMamba(state.range(0));
  TileCostTable table;
  const Evaluation first = orExit(evaluate(design, table));
  for (auto _ : state) benchmark::DoNotOptimize(evaluate(design, table));
  reportTiles(state, first);
}

/// What a dragged slider costs: another size of the memory, stages and tile costs reused.
void evaluateAfterAMemoryEdit(benchmark::State& state) {
  const Design design = fusedMamba(state.range(0));
  Design other = design;
  Accelerator smaller = *design.accelerator;
  for (MemoryLevel& memory : smaller.cores.front().memories)
    if (memory.name == "sram") memory.capacity = Bits{memory.capacity.value / 2};
  other.accelerator = std::make_shared<const Accelerator>(std::move(smaller));
  TileCostTable table;
  Evaluation last = orExit(evaluate(design, table));
  bool useOther = false;
  for (auto _ : state) {
    useOther = !useOther;
    last = orExit(evaluate(useOther ? other : design, table, &last));
  }
  reportTiles(state, last);
}

BENCHMARK(evaluateCold)->Arg(64)->Arg(1024)->Unit(benchmark::kMillisecond);
BENCHMARK(evaluateWarm)->Arg(64)->Arg(1024)->Unit(benchmark::kMillisecond);
BENCHMARK(evaluateAfterAMemoryEdit)->Arg(64)->Arg(1024)->Unit(benchmark::kMillisecond);

}  // namespace
