#pragma once

#include <memory>

#include "core/base/assumptions.h"
#include "core/workload/workload.h"

namespace fusewright {

/// `workload` as the stages after it have it costed under `assumptions`; itself, if nothing is to be changed.
[[nodiscard]] std::shared_ptr<const Workload> assumedWorkload(std::shared_ptr<const Workload> workload,
                                                              const Assumptions& assumptions);

}  // namespace fusewright
