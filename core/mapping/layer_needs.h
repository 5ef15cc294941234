#pragma once

#include <vector>

#include "core/base/id.h"
#include "core/workload/workload.h"

namespace fusewright {

/// For every Compute layer, the Compute layers whose outputs it reads, directly or through layers without cost, in file
/// order, each once; for a layer without cost, those that it stands for. By LayerId.
[[nodiscard]] std::vector<std::vector<LayerId>> layersNeeded(const Workload& workload);

}  // namespace fusewright
