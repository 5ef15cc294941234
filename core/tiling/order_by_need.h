#pragma once

#include <vector>

#include "core/tiling/tile_graph.h"
#include "core/tiling/tile_order.h"

namespace fusewright {

/// TileOrder::ByNeed: the tiles of `graph`, whose dependencies are known, so that each one comes right before the first
/// that needs it. Groups stay in order; inside a group, tiles that nothing in it reads come in their present order,
/// each after those that it needs of the group and that have not come before, depth first, producers in the order of
/// producersOf().
[[nodiscard]] std::vector<OrderedTile> orderByNeed(const TileGraph& graph);

}  // namespace fusewright
