#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/base/quantity.h"
#include "core/hardware/technology.h"
#include "core/schedule/schedule.h"

namespace fusewright {

/// Time in which a core runs nothing, and whom to blame.
struct IdleInterval {
  CoreId core;
  Cycles from;
  Cycles to;
  BindingCause cause = BindingCause::None;  ///< None: nothing left to do
  std::int32_t blame = -1;                  ///< as Schedule::boundById

  friend bool operator==(const IdleInterval&, const IdleInterval&) = default;
};

struct CoreMetrics {
  Cycles busy;
  std::array<Cycles, kBindingCauses> idleByCause{};  ///< by BindingCause; busy + sum = makespan
  double utilisation = 0;  ///< operations, each once however often it is recomputed, / (units * makespan)

  friend bool operator==(const CoreMetrics&, const CoreMetrics&) = default;
};

/// Occupancy of one memory as a step function: bits[i] from times[i] until times[i+1].
struct MemoryTrace {
  std::vector<Cycles> times;
  std::vector<Bits> bits;
  Bits peak;
  Cycles peakAt;                                ///< first time the peak is reached
  std::vector<std::int32_t> residenciesAtPeak;  ///< indices into Schedule::residencies; their bits sum to the peak

  friend bool operator==(const MemoryTrace&, const MemoryTrace&) = default;
};

struct LayerMetrics {
  std::int64_t tiles = 0;
  std::int64_t operations = 0;
  std::int64_t recomputed = 0;  ///< of them, those that were done before because halos are recomputed
  Cycles busy;
  Cycles firstStart;
  Cycles lastEnd;
  Picojoules energy;

  friend bool operator==(const LayerMetrics&, const LayerMetrics&) = default;
};

struct GroupMetrics {
  Cycles start;
  Cycles end;

  friend bool operator==(const GroupMetrics&, const GroupMetrics&) = default;
};

/// A reason why a design can not be built as asked; its schedule is still shown.
struct Violation {
  std::string what;
  std::optional<MemoryId> memory;
  std::optional<TileId> tile;
  Bits needed;
  Bits available;

  friend bool operator==(const Violation&, const Violation&) = default;
};

/// Bits read from and written to the off-chip memory, by why.
struct DramTraffic {
  std::array<Bits, 5> transfersByCause{};  ///< by TransferCause
  Bits streamedIn;                         ///< weights and activations read while tiles run
  Bits streamedOut;
  Bits read;
  Bits written;

  friend bool operator==(const DramTraffic&, const DramTraffic&) = default;
};

/// What a schedule amounts to.
struct Metrics {
  Cycles latency;
  double latencyMs = 0;
  double areaMm2 = 0;
  Picojoules computeEnergy;
  Picojoules onChipEnergy;
  Picojoules offChipEnergy;  ///< transfers and streams
  Picojoules energy;         ///< sum of the three
  EnergyRange energyBand;    ///< `energy` as typical, and what sources that disagree make of it (B11); else all three
  std::int64_t operations = 0;
  std::int64_t recomputed = 0;  ///< operations done once more, beside those, because halos are recomputed
  double utilisation = 0;       ///< operations / (all units * latency)
  DramTraffic dram;
  Cycles computeBound;             ///< operations at full use of all units, with each operator's cycles per operation
  Cycles dramBound;                ///< compulsory off-chip traffic / bandwidth
  Cycles criticalPath;             ///< longest chain of dependent tiles
  std::vector<CoreMetrics> cores;  ///< by CoreId
  std::vector<MemoryTrace> memories;  ///< by MemoryId
  std::vector<LayerMetrics> layers;   ///< by LayerId
  std::vector<GroupMetrics> groups;   ///< by fusion group
  std::vector<IdleInterval> idle;     ///< by core, then time
  std::vector<Violation> violations;

  friend bool operator==(const Metrics&, const Metrics&) = default;
};

}  // namespace fusewright
