#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/base/quantity.h"
#include "core/cost/tile_cost.h"
#include "core/hardware/accelerator.h"
#include "core/metrics/metrics.h"
#include "core/schedule/schedule.h"

namespace fusewright {

/// What the time of a core goes to.
enum class TimeUse : std::uint8_t {
  Computing,        ///< as long as its work would take with all units busy
  IdleUnits,        ///< the rest of computing: units that a tile's loops leave without work
  OnChipMoves,      ///< a tile waits for memories on the chip: filling, draining, narrow ports
  OffChip,          ///< a streamed tile, or an input, waits for the off-chip memory
  CoreLinks,        ///< an input is on its way from another core, or waits for a link between cores
  Dependency,       ///< a producer has not ended
  MemoryFull,       ///< there is no room yet
  Synchronisation,  ///< all cores wait for each other
  NothingToDo,      ///< before the first tile that nothing holds back, and after the last one
};

inline constexpr std::size_t kTimeUses = 9;

/// The time of all cores that compute: the parts sum to cores x makespan.
struct TimeBudget {
  std::array<Cycles, kTimeUses> cycles{};  ///< by TimeUse
  Cycles total;

  [[nodiscard]] Cycles of(TimeUse use) const { return cycles[static_cast<std::size_t>(use)]; }
  [[nodiscard]] double share(TimeUse use) const { return total.value > 0 ? of(use) / total : 0; }
  /// What takes most; of equals the first.
  [[nodiscard]] TimeUse main() const;

  friend bool operator==(const TimeBudget&, const TimeBudget&) = default;
};

/// Where the time of the cores went. While a tile runs, it computes for its temporal loops' ideal time, spread over the
/// units that they use, and waits for the rest: for the off-chip memory if it streams, else on the chip. Idle
/// time goes by its binding cause; a wait for a transfer or a link by whether that move ends off chip.
[[nodiscard]] TimeBudget timeBudget(const Accelerator& accelerator, const TileCosts& costs, const Schedule& schedule,
                                    const Metrics& metrics);

}  // namespace fusewright
