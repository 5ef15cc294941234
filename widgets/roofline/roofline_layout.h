#pragma once

#include <vector>

#include "core/evaluate/evaluation.h"

namespace fusewright {

/// One family of layers on the roofline.
struct RooflinePoint {
  LayerId family;
  double intensity = 0;    ///< operations per bit of off-chip traffic
  double performance = 0;  ///< operations per cycle that its tiles run
  double weight = 0;       ///< busy cycles
  std::uint16_t colour = 0;
};

struct Roofline {
  double peak = 1;       ///< operations per cycle of all units
  double bandwidth = 1;  ///< bits per cycle from and to off-chip memory
  std::vector<RooflinePoint> points;
};

/// Families that take time and move data off chip; those that move none would lie infinitely far right and are left
/// out.
[[nodiscard]] Roofline rooflineOf(const Evaluation& evaluation);

/// Operations per cycle that the roof allows at that intensity (Williams et al. 2009).
[[nodiscard]] double attainable(const Roofline& roofline, double intensity);

}  // namespace fusewright
