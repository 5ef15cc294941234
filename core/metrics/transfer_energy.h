#pragma once

#include "core/base/quantity.h"
#include "core/hardware/accelerator.h"
#include "core/schedule/schedule.h"

namespace fusewright {

/// Energy of all transfers (METHOD A6): link energy * duration * booked fraction, plus a read at the source and a write
/// at the destination of ceil(bits / port bandwidth) accesses each.
[[nodiscard]] Picojoules transferEnergy(const Accelerator& accelerator, const Schedule& schedule);

}  // namespace fusewright
