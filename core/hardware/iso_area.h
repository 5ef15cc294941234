#pragma once

#include "core/base/result.h"
#include "core/hardware/accelerator.h"

namespace fusewright {

/// `base` resized to a chip of `areaMm2` of which `memoryFraction` is memory (METHOD A7): SRAM bits, units, array sides and DRAM bandwidth
/// follow; everything else stays. Errors: area not positive, fraction outside (0, 1), no unit or no bit left.
[[nodiscard]] Result<Accelerator> withArea(const Accelerator& base, double areaMm2, double memoryFraction);

/// The array side lengths a <= b for `units` operational units (METHOD A7).
struct ArraySides {
  std::int64_t a = 1;
  std::int64_t b = 1;

  friend bool operator==(const ArraySides&, const ArraySides&) = default;
};
[[nodiscard]] ArraySides arraySides(std::int64_t units);

}  // namespace fusewright
