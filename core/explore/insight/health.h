#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/evaluate/evaluation.h"
#include "core/metrics/time_budget.h"

namespace fusewright {

/// A lower bound on a run's latency.
enum class LatencyBound : std::uint8_t {
  Compute,  ///< all operations at full use of all units
  OffChip,  ///< compulsory off-chip traffic over its bandwidth
  Chain,    ///< the longest chain of dependent tiles
};

/// A family of layers and the time that cores spend on it.
struct HeavyLayer {
  LayerId family;
  Cycles busy;
  double share = 0;  ///< of all busy time

  friend bool operator==(const HeavyLayer&, const HeavyLayer&) = default;
};

/// The on-chip memory that is fullest at its peak.
struct FullestMemory {
  MemoryId memory;
  Bits peak;
  Bits capacity;

  friend bool operator==(const FullestMemory&, const FullestMemory&) = default;
};

/// None without memories on the chip.
[[nodiscard]] std::optional<FullestMemory> fullestMemory(const Evaluation& evaluation);

/// How a design does, at a glance.
struct HealthCard {
  Cycles latency;
  double latencyMs = 0;
  TimeBudget budget;                             ///< its main() is what the run is bound by
  LatencyBound highest = LatencyBound::Compute;  ///< the highest of the lower bounds
  Cycles bound;                                  ///< that bound
  std::optional<FullestMemory> fullest;          ///< none without memories on the chip
  std::vector<HeavyLayer> heaviest;              ///< at most five, by descending busy time
  Cycles lighterBusy;                            ///< busy time of all layers that are not among them
  std::size_t violations = 0;

  friend bool operator==(const HealthCard&, const HealthCard&) = default;
};

/// Layers listed in a health card.
inline constexpr std::size_t kHeaviestLayers = 5;

[[nodiscard]] HealthCard healthOf(const Evaluation& evaluation);

}  // namespace fusewright
