#pragma once

#include <cstdint>
#include <vector>

#include "core/graph/graph_layout.h"

namespace fusewright {

/// The rank of each box, from 0: one more than the greatest of those that lead to it. Boxes that more arrows leave than
/// reach are moved as far down as they can, so that arrows get shorter.
[[nodiscard]] std::vector<std::int32_t> rankBoxes(const LayoutProblem& problem);

}  // namespace fusewright
