#pragma once

#include "app/session/model_source.h"
#include "widgets/problems/model_account.h"

namespace fusewright {

/// What was read of `workload`, by its source if that is known, else by its layers alone.
[[nodiscard]] ModelAccount accountOf(const Workload& workload, const ModelSource* source);

}  // namespace fusewright
