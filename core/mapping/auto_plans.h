#pragma once

#include <vector>

#include "core/mapping/mapping_request.h"

namespace fusewright {

/// Whether `request` leaves the fusion plan to the program ("auto"). Where designs are evaluated that is the fastest of
/// autoPlans(); where a mapping alone is made, the first of them.
[[nodiscard]] bool isAutomatic(const MappingRequest& request);

/// The plans of which `auto` is the fastest: proposeFusion(), every layer alone and, but for a Mamba block, where it
/// would not be the study's, all layers in one group; each once. Error: that of proposeFusion().
[[nodiscard]] Result<std::vector<FusionPlan>> autoPlans(const Workload& workload, const Accelerator& accelerator);

/// makeMapping() with a fusion plan in place of the one that `request` names.
[[nodiscard]] Result<Mapping> makeMappingWith(FusionPlan plan, const Workload& workload, const Accelerator& accelerator,
                                              const MappingRequest& request, const Assumptions& assumptions = {});

}  // namespace fusewright
