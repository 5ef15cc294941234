#pragma once

#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/evaluate/evaluation.h"
#include "core/explore/sweep/sweep.h"

namespace fusewright {

/// One step away from a design.
enum class NeighbourKind : std::uint8_t {
  Fusion,         ///< another fusion plan, by name
  Cuts,           ///< another way to cut groups
  OnChipMemory,   ///< twice as much
  DramBandwidth,  ///< twice as much
  SramBandwidth,  ///< twice as much
  Units,          ///< twice as many
};

/// A design next to another one.
struct Neighbour {
  NeighbourKind kind = NeighbourKind::Fusion;
  std::string value;  ///< the plan's name for Fusion, "memory-aware" or "per-step" for Cuts, else empty
  Design design;
};

/// Whether a step costs silicon or bandwidth, or only another schedule.
[[nodiscard]] bool changesHardware(NeighbourKind kind);

/// What is worth a try from `design`: every named fusion plan that its model has and tilings that its plan can have,
/// other than its own, and hardware with twice the memory, bandwidths or units where the limits of the parameters allow
/// it.
[[nodiscard]] std::vector<Neighbour> neighboursOf(const Design& design);

/// A neighbour that is better, with what it amounts to.
struct Suggestion {
  Neighbour neighbour;
  SweepMetrics metrics;
  double speedup = 1;  ///< latency before / after

  [[nodiscard]] bool isFree() const { return !changesHardware(neighbour.kind); }
};

/// The neighbours with a lower latency than `current`, without violations unless it has some itself: first those that
/// change no hardware, fastest first, then the others. `rows` are their results, in order.
[[nodiscard]] std::vector<Suggestion> suggestions(const Evaluation& current, std::span<const Neighbour> neighbours,
                                                  std::span<const SweepRow> rows);

/// Evaluates all neighbours of `current` and compares them. Empty after a stop request.
[[nodiscard]] std::vector<Suggestion> suggest(const Evaluation& current, std::stop_token stop = {});

}  // namespace fusewright
