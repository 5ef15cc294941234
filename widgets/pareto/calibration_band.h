#pragma once

#include <span>
#include <vector>

#include <QString>

#include "widgets/pareto/design_point.h"

namespace fusewright {

/// The least latency that can be had from some area on, until the next step: the range over area calibrations.
struct BandStep {
  double areaMm2 = 0;
  double leastMs = 0;
  double mostMs = 0;

  friend bool operator==(const BandStep&, const BandStep&) = default;
};

/// The front of `points` under the area model of `reference` and under each published calibration, as steps by
/// ascending area. Only areas are counted anew, on the scale on which `reference` keeps its own. Begins where every
/// calibration has a design; empty if the area model of `reference` does not weigh units against memory.
[[nodiscard]] std::vector<BandStep> calibrationBand(std::span<const DesignPoint> points, const DesignPoint& reference);

/// What a unit trades for under the area model of `reference`, and over which calibrations the band goes.
[[nodiscard]] QString exchangeNote(const DesignPoint& reference);

}  // namespace fusewright
