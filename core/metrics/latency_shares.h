#pragma once

#include <array>
#include <vector>

#include "core/base/quantity.h"
#include "core/metrics/accounting.h"
#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// The makespan of a schedule divided among what it was spent on: at every instant each running tile has an equal part;
/// when no core runs anything, the time belongs to what the tile that ends the pause waited for; after the last tile,
/// to nothing to do. All parts add up to the makespan.
struct LatencyShares {
  std::vector<double> families;               ///< cycles, by LayerId of the family's first layer
  std::array<double, kIdleCauses> waiting{};  ///< cycles in which no core runs, by IdleCause

  friend bool operator==(const LatencyShares&, const LatencyShares&) = default;
};

[[nodiscard]] LatencyShares latencyShares(const Workload& workload, const TileGraph& graph, const Schedule& schedule);

}  // namespace fusewright
