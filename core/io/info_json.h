#pragma once

#include <string>

#include "core/workload/workload.h"

namespace fusewright {

/// What was read from a model, as JSON text: totals, layers with their loops and tensors, tensors, warnings.
[[nodiscard]] std::string infoJson(const Workload& workload);

}  // namespace fusewright
