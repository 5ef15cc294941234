#pragma once

#include <cstdint>

#include "core/base/id.h"
#include "core/base/operand_role.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// Number of the block of operand `role` that `tile` works on, among the blocks of its layer: tiles that differ only in
/// loops that the operand does not follow share one (METHOD A2).
[[nodiscard]] std::int64_t operandBlock(const Workload& workload, const TileGraph& graph, TileId tile,
                                        OperandRole role);

}  // namespace fusewright
