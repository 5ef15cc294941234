#pragma once

#include "core/schedule/piece_places.h"
#include "core/schedule/route_table.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// How often tiles want each piece in each memory, as PiecePlace::uses; the rest of the places is as if nothing had run
/// yet. An output counts once for every tile that reads it there. A constant counts, in every memory where it is read,
/// once for every tile that reads it anywhere: shared by several cores it is never used up (METHOD A2 and the published
/// schedules, where rows of an image that all cores read stay to the end).
[[nodiscard]] PiecePlaces usesByMemory(const Workload& workload, const TileGraph& graph, const RouteTable& routes);

}  // namespace fusewright
