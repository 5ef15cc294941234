#pragma once

#include "core/cost/tile_cost.h"
#include "core/cost/tile_shape.h"
#include "core/hardware/core.h"

namespace fusewright {

/// Which operands of a tile stay in off-chip memory while it runs on `core`. All three if the layer is alone in its
/// fusion group. Else, per memory at the top of the core: while what it must hold does not fit, its largest operand
/// goes off chip (equal sizes: O, then I, then W); operands off chip still need room for one filling of their lowest
/// memories. An operand whose only memory on the core is the full one takes all others off chip with it. Source: METHOD
/// A4, "Memories"; Stream, ZigZagCoreMappingEstimationStage.
[[nodiscard]] StreamedOperands streamedOperands(const TileShape& shape, const Core& core);

}  // namespace fusewright
