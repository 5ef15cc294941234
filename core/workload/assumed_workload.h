#pragma once

#include <memory>

#include "core/base/assumptions.h"
#include "core/workload/workload.h"

namespace fusewright {

/// `workload` as the stages after it have it costed under `assumptions`; itself, if nothing is to be changed. With B8
/// Free layers are Compute layers that run the nest they carry, and an operand that is repeated along some loops no
/// longer depends on them, so that it is billed, fetched and kept at its own size.
[[nodiscard]] std::shared_ptr<const Workload> assumedWorkload(std::shared_ptr<const Workload> workload,
                                                              const Assumptions& assumptions);

/// Whether each operation of `layer` makes one element of its output: an elementwise or activation layer that sums up
/// nothing. Such layers run on all units under B8.
[[nodiscard]] bool isElementwise(const Layer& layer);

}  // namespace fusewright
