#pragma once

#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/mapping/mapping_request.h"

namespace fusewright {

/// The mapping of every layer: proposed, and changed by the first rule that names the layer, else the first that names
/// its op type, else the first called "default". Cuts with more parts than iterations become one part per iteration;
/// loops that a layer lacks are left out. Errors: rules for another model, a core that does not exist, an array
/// dimension that the core lacks. With B8 the unrolling of elementwise layers is left open unless a rule gives it: they
/// use all units.
[[nodiscard]] Result<std::vector<LayerMapping>> layersByRules(const Workload& workload, const Accelerator& accelerator,
                                                              std::span<const MappingRule> rules,
                                                              const Assumptions& assumptions = {});

/// `mapping` of `layer` with the fields that `rule` gives. Other cores bring the unrolling and inter-core tiling
/// proposed for them, unless the rule gives these. Errors as of layersByRules().
[[nodiscard]] Result<LayerMapping> withRule(const Workload& workload, const Accelerator& accelerator,
                                            const MappingRule& rule, const Layer& layer, LayerMapping mapping);

}  // namespace fusewright
