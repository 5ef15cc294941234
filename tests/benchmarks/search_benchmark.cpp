#include <memory>
#include <string>

#include <benchmark/benchmark.h>

#include "core/explore/search/group_estimate.h"
#include "core/explore/search/search.h"
#include "core/explore/search/search_candidates.h"
#include "core/explore/search/search_cuts.h"
#include "core/io/accelerator_yaml.h"
#include "core/io/model_writer.h"
#include "core/io/onnx_reader.h"
#include "core/mapping/apply_rules.h"
#include "core/workload/assumed_workload.h"
#include "tests/benchmarks/or_exit.h"

namespace {

using namespace fusewright;
using fusewright::tests::orExit;

/// A model of a kind on one of the example accelerators, under `physical`.
Design designOf(const std::string& kind, const ModelParameters& sizes, const std::string& chip) {
  const auto bytes = orExit(buildModel(kind, sizes));
  return {.workload = std::make_shared<const Workload>(orExit(readOnnxBytes(bytes, kind + ".onnx"))),
          .accelerator = std::make_shared<const Accelerator>(
              orExit(readAccelerator(FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/" + chip))),
          .mapping = {.fusion = NamedFusion{"auto"}},
          .assumptions = physicalAssumptions()};
}

Design mambaBlock(std::int64_t tokens) {
  return designOf("mamba1", {{"d-model", 2560}, {"d-state", 64}, {"seq-len", tokens}}, "marca.yaml");
}

/// So many plans evaluated for a Mamba block of `state.range(0)` tokens: what a search can do in its time.
void searchMambaBlock(benchmark::State& state) {
  const Design design = mambaBlock(state.range(0));
  constexpr std::int64_t kPlans = 64;
  double gap = 0;
  for (auto _ : state) {
    TileCostTable table;
    gap = orExit(search({.design = design, .seconds = 1e6, .evaluations = kPlans, .jobs = 1}, table)).gap;
  }
  state.counters["plans_per_second"] =
      benchmark::Counter(static_cast<double>(state.iterations() * kPlans), benchmark::Counter::kIsRate);
  state.counters["gap_percent"] = 100 * gap;
}

/// The same for a network of convolutions on several cores.
void searchResnet(benchmark::State& state) {
  const Design design = designOf("resnet18", {}, "tpu_like_quad.yaml");
  constexpr std::int64_t kPlans = 16;
  for (auto _ : state) {
    TileCostTable table;
    benchmark::DoNotOptimize(search({.design = design, .seconds = 1e6, .evaluations = kPlans, .jobs = 1}, table));
  }
  state.counters["plans_per_second"] =
      benchmark::Counter(static_cast<double>(state.iterations() * kPlans), benchmark::Counter::kIsRate);
}

/// Estimating every run of layers of a Mamba block and cutting it by dynamic programming, before anything is evaluated.
void cutMambaBlock(benchmark::State& state) {
  const Design design = mambaBlock(64);
  const auto workload = assumedWorkload(design.workload, design.assumptions);
  const auto proposed = orExit(layersByRules(*workload, *design.accelerator, {}, design.assumptions));
  const auto units = searchUnits(*workload);
  for (auto _ : state) {
    const AloneLayers alone = aloneLayers(*workload, design, proposed);
    const GroupEstimator estimator(*workload, *design.accelerator, units, proposed, alone);
    GroupOptions options(estimator, units, *workload);
    benchmark::DoNotOptimize(estimatedPlans(options, units.size(), true));
  }
}

BENCHMARK(searchMambaBlock)->Arg(64)->Arg(512)->Unit(benchmark::kMillisecond);
BENCHMARK(searchResnet)->Unit(benchmark::kMillisecond);
BENCHMARK(cutMambaBlock)->Unit(benchmark::kMillisecond);

}  // namespace
