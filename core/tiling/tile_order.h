#pragma once

#include <vector>

#include "core/mapping/mapping.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// A tile's place in the order of priority.
struct OrderedTile {
  LayerId layer;
  std::int32_t indexInLayer = 0;
  std::int32_t group = 0;
};

/// All tiles in order of priority (METHOD A3): groups as the plan lists them; inside a group as many slots as its
/// shortest layer outside recurrences has tiles, each slot taking an equal share of every layer in turn, the steps of a
/// recurrence counting as one layer with the step running fastest. TileOrder::Nested refines that, and
/// TileOrder::ByNeed starts from the same as Nested (order_by_need.h).
[[nodiscard]] std::vector<OrderedTile> orderTiles(const Workload& workload, const FusionPlan& plan,
                                                  const std::vector<LayerTiling>& tilings);

}  // namespace fusewright
