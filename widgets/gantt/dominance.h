#pragma once

#include <vector>

#include "widgets/gantt/lane.h"

namespace fusewright {

/// The pyramid of items that are sorted and do not overlap: bins of a power of two of cycles with some four items each,
/// halved until few are left. No levels without items.
[[nodiscard]] std::vector<DominanceLevel> dominanceOf(const std::vector<LaneItem>& items);

}  // namespace fusewright
