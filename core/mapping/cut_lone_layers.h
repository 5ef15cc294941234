#pragma once

#include "core/hardware/accelerator.h"
#include "core/mapping/mapping.h"
#include "core/workload/workload.h"

namespace fusewright {

/// `mapping` with every layer that is alone in its fusion group cut in time, so that moving its operands overlaps
/// computing (METHOD B6): into the fewest tiles whose operands fill at most a quarter of the memories they share on
/// their core; else a half; else all. Only loops that index the output are cut, one loop if that is enough, and only
/// into parts of equal size that keep the operational array as busy, if such parts are small enough. A layer that no
/// cut makes fit is cut as finely as possible.
[[nodiscard]] Mapping withLoneLayersCut(const Workload& workload, const Accelerator& accelerator, Mapping mapping);

}  // namespace fusewright
