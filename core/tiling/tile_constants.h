#pragma once

#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// Whether an input of `layer` is a constant: it comes from no layer that costs anything (METHOD A1, "Constant
/// operands").
[[nodiscard]] bool isConstant(const Workload& workload, const Operand& input);

/// The graph with the constants that tiles read filled in; expects the per-tile arrays and tilesOfLayer.
[[nodiscard]] TileGraph withConstants(const Workload& workload, TileGraph graph);

}  // namespace fusewright
