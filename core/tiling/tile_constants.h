#pragma once

#include <vector>

#include "core/base/assumptions.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// By TensorId, whether a tensor is a constant: it comes from no layer that costs anything (METHOD A1, "Constant
/// operands").
[[nodiscard]] std::vector<bool> constantTensors(const Workload& workload);

/// The graph with the constants that tiles read filled in; expects the per-tile arrays and tilesOfLayer. Constants of
/// zeros have no bits under B9.
[[nodiscard]] TileGraph withConstants(const Workload& workload, TileGraph graph, const Assumptions& assumptions = {});

}  // namespace fusewright
