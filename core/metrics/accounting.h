#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/id.h"
#include "core/base/quantity.h"
#include "core/hardware/accelerator.h"
#include "core/metrics/metrics.h"
#include "core/schedule/schedule.h"

namespace fusewright {

/// Why a core is idle, as an account shows it: binding causes that mean the same to a reader are one.
enum class IdleCause : std::uint8_t {
  Dependency,        ///< a producer has not ended
  TransferInFlight,  ///< an input is on its way
  LinkTaken,         ///< an input set out late, or a streamed layer waits, for a link that others held
  MemoryFull,        ///< there is no room yet
  Synchronisation,   ///< all cores wait for each other
  NothingToDo,       ///< before the first tile that nothing holds back, and after the last one
};

inline constexpr std::size_t kIdleCauses = 6;

/// The idle cause that a binding cause counts as. `CoreBusy` leaves no gap of its own; one after it is a dependency.
[[nodiscard]] IdleCause idleCauseOf(BindingCause cause);

/// The time of one core, in cycles: busy + sum of idle = makespan.
struct CoreAccount {
  CoreId core;
  Cycles busy;
  std::array<Cycles, kIdleCauses> idle{};  ///< by IdleCause
  Cycles makespan;

  friend bool operator==(const CoreAccount&, const CoreAccount&) = default;
};

/// One stay of a piece in a memory at the moment of that memory's peak. All of a memory's sum to its peak.
struct PeakEntry {
  MemoryId memory;
  PieceId piece;
  Bits bits;
  Cycles from;
  Cycles to;
  std::optional<TileId> producer;  ///< none for constants
  std::optional<TileId> lastUser;  ///< none if nobody reads it there

  friend bool operator==(const PeakEntry&, const PeakEntry&) = default;
};

/// Why bits go to or come from the off-chip memory.
enum class TrafficCause : std::uint8_t { Weights, ActivationsIn, Outputs, Spills, Reloads, StreamedIn, StreamedOut };

inline constexpr std::size_t kTrafficCauses = 7;

enum class TrafficDirection : std::uint8_t { Read, Write };

struct TrafficEntry {
  TrafficCause cause = TrafficCause::Weights;
  TrafficDirection direction = TrafficDirection::Read;
  Bits bits;

  friend bool operator==(const TrafficEntry&, const TrafficEntry&) = default;
};

/// Where all cycles, all bits at the peaks and all off-chip traffic went.
struct Accounting {
  std::vector<CoreAccount> cores;     ///< by CoreId, the off-chip memory's included
  std::vector<PeakEntry> peaks;       ///< by memory, then start of the stay
  std::vector<TrafficEntry> traffic;  ///< every cause once in its own direction; one against it only if there is any

  friend bool operator==(const Accounting&, const Accounting&) = default;
};

/// The accounts of a schedule and its metrics.
[[nodiscard]] Accounting accountFor(const Accelerator& accelerator, const Schedule& schedule, const Metrics& metrics);

/// The tile that made what a piece holds; none for constants.
[[nodiscard]] std::optional<TileId> producerOf(const Schedule& schedule, const Piece& piece);

}  // namespace fusewright
