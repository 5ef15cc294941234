#pragma once

#include "core/base/quantity.h"
#include "core/hardware/accelerator.h"
#include "core/schedule/schedule.h"

namespace fusewright {

/// Energy of all transfers (METHOD A6): link energy * duration * booked fraction, plus a read at the source and a write
/// at the destination of bits / port bandwidth accesses each. METHOD rounds the accesses up; on a port as wide as the
/// study's unlimited SRAM that would bill the smallest transfer 0.3 J, so a part of an access costs a part here.
[[nodiscard]] Picojoules transferEnergy(const Accelerator& accelerator, const Schedule& schedule);

}  // namespace fusewright
