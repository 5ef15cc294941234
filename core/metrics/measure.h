#pragma once

#include "core/base/assumptions.h"
#include "core/cost/tile_cost.h"
#include "core/hardware/accelerator.h"
#include "core/mapping/mapping.h"
#include "core/metrics/metrics.h"
#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// What a schedule amounts to: times, energy, traffic, occupancy, bounds and violations.
[[nodiscard]] Metrics measure(const Workload& workload, const Accelerator& accelerator, const Mapping& mapping,
                              const TileGraph& graph, const TileCosts& costs, const Schedule& schedule,
                              const Assumptions& assumptions = {});

/// Energy of one tile, as the assumptions count it: by bits and operations (B11) or as METHOD A6 does.
[[nodiscard]] Picojoules tileEnergy(const TileCost& cost, const Accelerator& accelerator,
                                    const Assumptions& assumptions);

/// Operations done once more because halos are recomputed, as a part of those done at all events.
[[nodiscard]] double recomputedShare(const Metrics& metrics);

}  // namespace fusewright
