#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/assumptions.h"
#include "core/base/operand_role.h"
#include "core/base/quantity.h"
#include "core/cost/tile_cost.h"
#include "core/hardware/accelerator.h"
#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// Energy of one layer in the three parts of Metrics. A transfer counts to the layer that needs it, a write-back to the
/// layer that made what is written.
struct LayerEnergy {
  Picojoules compute;
  Picojoules onChip;
  Picojoules offChip;

  [[nodiscard]] Picojoules total() const { return compute + onChip + offChip; }

  friend bool operator==(const LayerEnergy&, const LayerEnergy&) = default;
};

/// Energy of one place that holds or moves bits, by the operand that they belong to.
struct LevelEnergy {
  std::string name;  ///< "core0.sram", "links", "off-chip"
  std::array<Picojoules, kOperandRoles> byRole{};

  [[nodiscard]] Picojoules total() const { return byRole[0] + byRole[1] + byRole[2]; }

  friend bool operator==(const LevelEnergy&, const LevelEnergy&) = default;
};

/// The energy of a run by layer, and by place and operand. Each of the two sums to Metrics::energy.
struct EnergyBreakdown {
  std::vector<LayerEnergy> layers;  ///< by LayerId
  Picojoules compute;
  std::vector<LevelEnergy> levels;  ///< memories by core, nearest the array first; links between cores; off-chip

  friend bool operator==(const EnergyBreakdown&, const EnergyBreakdown&) = default;
};

/// Energy under the assumptions' own account: by bits and operations with B11, else by accesses (METHOD A6). Bits
/// moved between cores belong to the operand of the layer that needs them, written results to O.
[[nodiscard]] EnergyBreakdown energyBreakdown(const Workload& workload, const Accelerator& accelerator,
                                              const TileGraph& graph, const TileCosts& costs, const Schedule& schedule,
                                              const Assumptions& assumptions);

}  // namespace fusewright
