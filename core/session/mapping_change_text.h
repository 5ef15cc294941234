#pragma once

#include <string>

#include "core/evaluate/evaluation.h"

namespace fusewright {

/// What a menu calls the step to another request: "Fusion A-B → all", "Split group 2 before norm", "Tiling L 16 → 64",
/// "Tiling of group 1: L 16 → 64", "Mapping of Exp: cores 0 → 1". `shown` is the evaluation of `before`, if there is
/// one: it knows which groups and layers the request came to mean. "Mapping" if nothing changed.
[[nodiscard]] std::string mappingChangeText(const Design& before, const MappingRequest& after,
                                            const Evaluation* shown = nullptr);

}  // namespace fusewright
