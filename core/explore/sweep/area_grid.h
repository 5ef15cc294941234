#pragma once

#include <vector>

#include "core/hardware/accelerator.h"

namespace fusewright {

/// One design of the background sweep: a chip of that area with that part of it memory (METHOD A7).
struct AreaSample {
  double areaMm2 = 0;
  double memoryFraction = 0;

  friend bool operator==(const AreaSample&, const AreaSample&) = default;
};

/// Samples from an eighth to twice the area of `base` by factors of sqrt(2), and memory fractions from 5 to 90 %, in an
/// order that covers the plane coarsely first. Empty if the accelerator's area model knows no area.
[[nodiscard]] std::vector<AreaSample> areaGrid(const Accelerator& base);

}  // namespace fusewright
