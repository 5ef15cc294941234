#pragma once

#include <vector>

#include "core/base/assumptions.h"
#include "core/hardware/accelerator.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// By LayerId, whether a Compute layer makes an output of the model or, through layers without cost, a part of one.
[[nodiscard]] std::vector<bool> modelOutputs(const Workload& workload);

/// By LayerId, whether what a layer makes is written off chip as a result: no tile reads it; under B9 also if it is, or
/// is routed to, an output of the model.
[[nodiscard]] std::vector<bool> writtenLayers(const Workload& workload, const TileGraph& graph,
                                              const Assumptions& assumptions);

/// By LayerId, whether its outputs leave their memory as soon as they are made, to be fetched again later (B9, "if
/// memory is short"): only tiles of later groups read them, and what a group leaves to later ones in a memory takes
/// more than half of it.
[[nodiscard]] std::vector<bool> layersMakingRoom(const Workload& workload, const Accelerator& accelerator,
                                                 const TileGraph& graph, const Assumptions& assumptions);

}  // namespace fusewright
