#pragma once

#include <vector>

#include "core/mapping/mapping.h"

namespace fusewright::tests {

/// Every layer with cost alone, in file order, on core 0.
[[nodiscard]] Mapping unfused(const Workload& workload);

/// All layers with cost in one group on core 0, each cut by `tiling` where it has the loops.
[[nodiscard]] Mapping fuseAll(const Workload& workload, const Tiling& tiling);

/// `mapping` with layer number `layer` on `cores`, cut across them by `tiling`.
[[nodiscard]] Mapping withCores(Mapping mapping, int layer, std::vector<CoreId> cores, const Tiling& tiling = {});

/// `mapping` with the groups of these layer numbers in place of its own.
[[nodiscard]] Mapping withGroups(Mapping mapping, const std::vector<std::vector<int>>& groups);

}  // namespace fusewright::tests
