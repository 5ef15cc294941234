#pragma once

#include <string>
#include <vector>

#include "core/schedule/schedule_tiles.h"
#include "core/tiling/build_tile_graph.h"

namespace fusewright::tests {

/// A tile that runs `cycles` and keeps all operands on chip.
[[nodiscard]] TileCost takes(double cycles);

/// A tile that runs `cycles` while operand `role` moves to or from the off-chip memory at `bitsPerCycle`.
[[nodiscard]] TileCost streams(double cycles, OperandRole role, std::int64_t bitsPerCycle);

/// Costs of all tiles of `graph`, the same for all tiles of a layer; the entries of layers without cost are ignored.
[[nodiscard]] TileCosts costsByLayer(const TileGraph& graph, std::vector<TileCost> ofLayer);

/// A schedule with all that it was made from.
struct Run {
  Workload workload;
  Accelerator chip;
  TileGraph graph;
  TileCosts costs;
  Schedule schedule;
};

/// Schedules `workload` with costs written down by hand: one per layer, or one for all.
[[nodiscard]] Run scheduled(Workload workload, Accelerator chip, const Mapping& mapping, std::vector<TileCost> ofLayer,
                            const Assumptions& assumptions = {}, const ScheduleOptions& options = {});

/// In words, in order of TileId: "first 0-10, second.1 10-20"; a layer of several tiles numbers them. Whole cycles.
[[nodiscard]] std::string tileTimes(const Run& run);

/// In words, in the order they were placed: "x >0 0-10" is a transfer of x to core 0, "y 0> 20-30" one of y from core 0
/// to the off-chip memory, "y 0>1 5-6" between cores; "part of y" is a slice.
[[nodiscard]] std::string transferTimes(const Run& run);

/// In words, in order of TileId: "first Transfer x, second Dependency first, third CoreBusy second".
[[nodiscard]] std::string bindingCauses(const Run& run);

/// Stays in memory number `memory` in order of their start: "x 0-30, first 10-50".
[[nodiscard]] std::string stays(const Run& run, int memory = 0);

}  // namespace fusewright::tests
