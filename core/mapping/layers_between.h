#pragma once

#include "core/mapping/fusion_plan.h"

namespace fusewright {

/// Adds to each group of `named` the layers that cost something only by assumption (B8), that no group holds and that
/// lie between two layers of the group, with a warning for each: a group made where they cost nothing spans them. The
/// groups need not hold all layers.
[[nodiscard]] FusionPlan withLayersBetween(const Workload& workload, FusionPlan named);

}  // namespace fusewright
