#pragma once

#include "core/hardware/accelerator.h"
#include "core/mapping/fusion_plan.h"
#include "core/workload/workload.h"

namespace fusewright {

/// A sound fusion plan where none is asked for. A Mamba block: the study's `all`. Other models: in file order, a layer
/// joins the group before it if it reads something made there, is cut along the same rows, and the group still fits on
/// chip: all weights of its layers, plus two rows of each activation passed on inside it (a producer's and a consumer's
/// tile), in the on-chip memory of the cores in use. Groups are runs of the file order, so they never wait for one
/// another.
[[nodiscard]] Result<FusionPlan> proposeFusion(const Workload& workload, const Accelerator& accelerator);

}  // namespace fusewright
