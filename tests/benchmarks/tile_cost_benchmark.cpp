// How long the costs of all tiles of a Mamba-1 2.8B block take, every scan step its own layers.
#include <benchmark/benchmark.h>

#include "core/cost/estimate_tile_costs.h"
#include "core/mapping/mapping_request.h"
#include "core/tiling/build_tile_graph.h"
#include "tests/builders_machines.h"
#include "tests/builders_mamba.h"

using namespace fusewright;
using namespace fusewright::tests;

namespace {

/// A block fused as `all`, one token a tile.
struct Block {
  explicit Block(std::int64_t tokens)
      : workload(miniMamba({.tokens = tokens, .channels = 5120, .states = 64})),
        chip(marca()),
        mapping(makeMapping(workload, chip, {}).value()),
        graph(buildTileGraph(workload, mapping).value()) {}

  Workload workload;
  Accelerator chip;
  Mapping mapping;
  TileGraph graph;
};

void withoutKnownCosts(benchmark::State& state) {
  const Block block(state.range(0));
  for (auto _ : state) {
    TileCostTable table;
    benchmark::DoNotOptimize(estimateTileCosts(block.workload, block.chip, block.mapping, block.graph, table));
  }
  state.counters["tiles"] = static_cast<double>(block.graph.size());
}
BENCHMARK(withoutKnownCosts)->Arg(64)->Arg(1024)->Unit(benchmark::kMicrosecond);

void withAllCostsKnown(benchmark::State& state) {
  const Block block(state.range(0));
  TileCostTable table;
  benchmark::DoNotOptimize(estimateTileCosts(block.workload, block.chip, block.mapping, block.graph, table));
  for (auto _ : state) {
    benchmark::DoNotOptimize(estimateTileCosts(block.workload, block.chip, block.mapping, block.graph, table));
  }
  state.counters["tiles"] = static_cast<double>(block.graph.size());
}
BENCHMARK(withAllCostsKnown)->Arg(64)->Arg(1024)->Unit(benchmark::kMicrosecond);

}  // namespace
