#pragma once

#include <cstdint>
#include <vector>

#include "core/evaluate/design.h"

namespace fusewright {

/// A design on the area-latency plane.
struct DesignPoint {
  /// Where the point came from.
  enum class Origin : std::uint8_t {
    Sweep,    ///< the background sweep of area and memory fraction
    Visited,  ///< it was on show in this session
  };
  Design design;
  double areaMm2 = 0;
  double latencyMs = 0;
  double latencyCycles = 0;
  double memoryFraction = 0;  ///< on-chip memory's part of the area, 0..1
  std::int64_t memoryBits = 0;
  std::int64_t units = 0;
  bool feasible = true;  ///< no violations
  Origin origin = Origin::Visited;
};

/// The point that an evaluated design makes. Memory's part of the area is by the accelerator's area model.
struct EvaluatedNumbers {
  double areaMm2 = 0;
  double latencyMs = 0;
  double latencyCycles = 0;
  bool feasible = true;
};
[[nodiscard]] DesignPoint pointOf(const Design& design, EvaluatedNumbers numbers, DesignPoint::Origin origin);

}  // namespace fusewright
