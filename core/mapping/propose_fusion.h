#pragma once

#include "core/hardware/accelerator.h"
#include "core/mapping/fusion_plan.h"
#include "core/workload/workload.h"

namespace fusewright {

/// A sound fusion plan where none is asked for. A Mamba block: the study's `all`. Other models: in file order, a layer
/// joins the group before it if it reads something made there, both are cut along rows, and what the group holds at
/// once still fits each core in use: its share of the weights; of every activation made in the group one row, or as
/// many as a later layer's window spans, or all of it where a contraction takes it as its second operand; and whole
/// activations that come from outside. Groups are runs of the file order, so they never wait for one another.
[[nodiscard]] Result<FusionPlan> proposeFusion(const Workload& workload, const Accelerator& accelerator);

}  // namespace fusewright
