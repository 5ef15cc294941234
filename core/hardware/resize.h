#pragma once

#include <vector>

#include "core/hardware/accelerator.h"

namespace fusewright {

/// `accelerator` with `total` bits in its on-chip top memories, shared out as before (at least 1 bit each). Memories of
/// equal size stay equal, for which a few bits of the total, fewer than there are memories, may be left out.
[[nodiscard]] Accelerator withOnChipMemory(Accelerator accelerator, Bits total);

/// `accelerator` with about `total` operational units, shared out among the cores as before, at least 1 each and
/// equal arrays alike. Arrays of two dimensions get the sides of arraySides(); others change their last dimension only.
[[nodiscard]] Accelerator withUnits(Accelerator accelerator, std::int64_t total);

/// The bandwidth of the off-chip memory: that of its slowest port.
[[nodiscard]] BitsPerCycle dramBandwidth(const Accelerator& accelerator);

/// `accelerator` with that bandwidth at every port of the off-chip memory and on every link that ends there.
[[nodiscard]] Accelerator withDramBandwidth(Accelerator accelerator, BitsPerCycle bandwidth);

/// `accelerator` with that bandwidth at every port of its on-chip top memories.
[[nodiscard]] Accelerator withSramBandwidth(Accelerator accelerator, BitsPerCycle bandwidth);

/// The cores that have the array, memories, dataflow and operators of the first one, whatever their names: the cores
/// that "compute", beside pooling, vector or other units.
[[nodiscard]] std::vector<CoreId> coresLikeFirst(const Accelerator& accelerator);

/// `accelerator` with `count` >= 1 cores like the first one. Further ones are listed before the off-chip memory, with
/// copies of the first core's links and a place on the buses and off-chip links that it shares; superfluous ones are
/// taken from the end of their kind, with the links that then lack an end.
[[nodiscard]] Accelerator withCores(Accelerator accelerator, int count);

}  // namespace fusewright
