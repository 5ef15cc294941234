#pragma once

#include <vector>

#include "core/base/result.h"
#include "core/mapping/mapping_request.h"

namespace fusewright {

/// A mapping, and which of its layers a fusion plan has cut in time: those are not to be cut otherwise (B6).
struct PlannedMapping {
  Mapping mapping;
  std::vector<bool> cut;  ///< by LayerId
};

/// `mapping` with what `plan` says beyond its groups: their tilings, then single layers, the order of tiles and the
/// choices for the scheduler. A layer given other cores gets the unrolling and the inter-core tiling proposed for them
/// unless the plan says those too. Errors: unknown layers, cuts that a group or layer can not have, cores or array
/// dimensions that do not exist.
[[nodiscard]] Result<PlannedMapping> withPlan(const Workload& workload, const Accelerator& accelerator,
                                              const ListedFusion& plan, Mapping mapping);

}  // namespace fusewright
