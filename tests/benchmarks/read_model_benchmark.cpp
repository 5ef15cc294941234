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

/// Llama with that many layers of some 70 nodes each: 10 are 700 nodes, 43 are 3,000.
std::string llama(std::int64_t layers) {
  return orExit(buildModel("llama", {{"layers", layers}}));
}

/// From the bytes of a file to layers: parsed, completed, lowered.
void readModel(benchmark::State& state) {
  const std::string bytes = llama(state.range(0));
  std::size_t layers = 0;
  for (auto _ : state) layers = orExit(readOnnxBytes(bytes, "llama.onnx")).layers.size();
  state.counters["layers"] = static_cast<double>(layers);
}

/// From layers to the metrics of the proposed mapping, on the MARCA example.
void scheduleModel(benchmark::State& state) {
  Design design;
  design.workload = std::make_shared<const Workload>(orExit(readOnnxBytes(llama(state.range(0)), "llama.onnx")));
  design.accelerator = std::make_shared<const Accelerator>(
      orExit(readAccelerator(FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/marca.yaml")));
  design.mapping.fusion = NamedFusion{"auto"};
  std::size_t tiles = 0;
  for (auto _ : state) {
    TileCostTable empty;
    tiles = orExit(evaluate(design, empty)).graph->size();
  }
  state.counters["tiles"] = static_cast<double>(tiles);
}

BENCHMARK(readModel)->Arg(10)->Arg(43)->Unit(benchmark::kMillisecond);
BENCHMARK(scheduleModel)->Arg(10)->Arg(43)->Unit(benchmark::kMillisecond);

}  // namespace
