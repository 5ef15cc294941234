#pragma once

#include <stop_token>

#include "core/base/assumptions.h"
#include "core/mapping/mapping.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// Most tiles a design may have; beyond it buildTileGraph asks for a coarser tiling.
inline constexpr std::int64_t kMostTiles = 50'000'000;

/// Cuts every layer of `workload` into tiles as `mapping` asks and links each consumer tile to the producer tiles it
/// reads (METHOD A2, A3). Tiles are numbered by priority. Error if the tiling asks for more than kMostTiles tiles, or
/// for more dependencies between them than kMostDependencies (tile_dependencies.h), or for halos to be recomputed that
/// cannot be (recomputed_halos.h), or soon after a stop is requested.
[[nodiscard]] Result<TileGraph> buildTileGraph(const Workload& workload, const Mapping& mapping,
                                               const Assumptions& assumptions = {}, std::stop_token stop = {});

}  // namespace fusewright
