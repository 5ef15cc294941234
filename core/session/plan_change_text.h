#pragma once

#include <string>

#include "core/mapping/fusion_plan.h"

namespace fusewright {

/// What became of the groups of a plan, in a few words: "Fuse in_proj with conv1d", "Split group 2 before norm", "Move
/// Exp from group 1 to group 2". Groups of several layers are counted from 1 in order of execution, as they were
/// before. Empty if the plans are the same.
[[nodiscard]] std::string planChangeText(const Workload& workload, const FusionPlan& before, const FusionPlan& after);

}  // namespace fusewright
