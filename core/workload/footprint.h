#pragma once

#include <span>

#include "core/base/interval.h"
#include "core/base/quantity.h"
#include "core/workload/layer.h"
#include "core/workload/tensor.h"
#include "core/workload/workload.h"

namespace fusewright {

/// The tensor indices that `operand` touches while the layer's loops run over `loops` (one interval per loop
/// dimension): one interval per axis of the operand, by interval arithmetic. Padding is included: begin may be
/// negative, end may pass the tensor's size. Broadcast axes give [0, 1).
[[nodiscard]] Box touchedBox(const Operand& operand, const Box& loops);

/// The same as indices into the tensor itself: as many axes as `shape`, clipped to it.
[[nodiscard]] Box clippedTouchedBox(const Operand& operand, const Box& loops, std::span<const std::int64_t> shape);

/// Size of the operand's block as METHOD A bills it: broadcast axes at the size of the loops they are repeated along,
/// padding included.
[[nodiscard]] Bits billedBits(const Operand& operand, const Box& loops);

/// Bits per element of what `layer` leaves behind: of its output tensor, or of the sums it makes if those have fewer.
[[nodiscard]] int storedPrecision(const Workload& workload, const Layer& layer);

/// All iterations of all loops of `layer`.
[[nodiscard]] Box wholeNest(const Layer& layer);

}  // namespace fusewright
