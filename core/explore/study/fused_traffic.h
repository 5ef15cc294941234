#pragma once

#include <optional>

#include "core/base/quantity.h"
#include "core/workload/workload.h"

namespace fusewright {

/// What fusing A, B and S of a Mamba block (METHOD A2) spares and leaves of the memory accesses of operator_counts.h.
struct FusedTraffic {
  Bits inside;    ///< billed to the fused operators when nothing is kept on chip
  Bits boundary;  ///< what must cross the border of the group all the same: each part of a tensor that is read from
                  ///< outside once, each result that is used outside once
};

/// None if `workload` has no Mamba block.
[[nodiscard]] std::optional<FusedTraffic> fusedTraffic(const Workload& workload);

}  // namespace fusewright
