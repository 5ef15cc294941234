#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/id.h"
#include "core/base/quantity.h"
#include "core/cost/tile_cost.h"
#include "core/hardware/accelerator.h"
#include "core/metrics/accounting.h"
#include "core/metrics/metrics.h"
#include "core/schedule/schedule.h"

namespace fusewright {

/// What the time of a core goes to: the first four while it is busy, the others are the causes of idle time.
enum class TimeUse : std::uint8_t {
  Computing,    ///< as long as its work would take with all units busy
  IdleUnits,    ///< the rest of computing: units that a tile's loops leave without work
  OnChipMoves,  ///< a tile waits for memories on the chip: filling, draining, narrow ports
  Streaming,    ///< a tile that streams its operands waits for the off-chip memory
  Dependency,   ///< idle, as are all below: see IdleCause
  TransferInFlight,
  LinkTaken,
  MemoryFull,
  Synchronisation,
  NothingToDo,
};

inline constexpr std::size_t kBusyUses = 4;
inline constexpr std::size_t kTimeUses = kBusyUses + kIdleCauses;

[[nodiscard]] constexpr TimeUse useOf(IdleCause cause) {
  return static_cast<TimeUse>(kBusyUses + static_cast<std::size_t>(cause));
}

/// The cause of idle time that a use stands for; none while the core is busy.
[[nodiscard]] constexpr std::optional<IdleCause> idleCauseOf(TimeUse use) {
  const auto place = static_cast<std::size_t>(use);
  return place < kBusyUses ? std::nullopt : std::optional(static_cast<IdleCause>(place - kBusyUses));
}

/// What a run can be bound by: uses of time, but moves by where they go instead of by when they are waited for.
enum class Bottleneck : std::uint8_t {
  Computing,
  IdleUnits,
  OnChipMoves,
  OffChip,    ///< streaming, and idle time for transfers and links where the off-chip memory is at one end
  CoreLinks,  ///< idle time for other transfers and links
  Dependency,
  MemoryFull,
  Synchronisation,
  NothingToDo,
};

inline constexpr std::size_t kBottlenecks = 9;

/// The time of all cores that compute, or of one of them: the parts sum to cores x makespan.
struct TimeBudget {
  std::array<Cycles, kTimeUses> cycles{};  ///< by TimeUse
  Cycles total;
  Cycles offChipInFlight;   ///< of TransferInFlight: where the off-chip memory is at one end
  Cycles offChipLinkTaken;  ///< of LinkTaken

  [[nodiscard]] Cycles of(TimeUse use) const { return cycles[static_cast<std::size_t>(use)]; }
  [[nodiscard]] double share(TimeUse use) const { return total.value > 0 ? of(use) / total : 0; }
  [[nodiscard]] Cycles of(Bottleneck bottleneck) const;
  [[nodiscard]] double share(Bottleneck bottleneck) const { return total.value > 0 ? of(bottleneck) / total : 0; }
  /// Of all uses while a core is busy.
  [[nodiscard]] Cycles busy() const;
  /// What takes most; of equals the first.
  [[nodiscard]] Bottleneck main() const;
  TimeBudget& operator+=(const TimeBudget& other);

  friend bool operator==(const TimeBudget&, const TimeBudget&) = default;
};

/// The time of one core.
struct CoreBudget {
  CoreId core;
  TimeBudget budget;

  friend bool operator==(const CoreBudget&, const CoreBudget&) = default;
};

/// The time of each core that computes, by CoreId.
[[nodiscard]] std::vector<CoreBudget> coreBudgets(const Accelerator& accelerator, const TileCosts& costs,
                                                  const Schedule& schedule, const Metrics& metrics);

/// All cores together.
[[nodiscard]] TimeBudget sumOf(const std::vector<CoreBudget>& cores);

/// Where the time of the cores went. While a tile runs, it computes for its temporal loops' ideal time, spread over the
/// units that they use, and waits for the rest: for the off-chip memory if it streams, else on the chip. Idle
/// time goes by its cause.
[[nodiscard]] TimeBudget timeBudget(const Accelerator& accelerator, const TileCosts& costs, const Schedule& schedule,
                                    const Metrics& metrics);

}  // namespace fusewright
