#pragma once

#include <string>
#include <string_view>

#include "core/evaluate/design.h"

namespace fusewright {

/// What lies beside tables to say which design they are of.
inline constexpr std::string_view kDesignFileName = "design.json";

/// The model, hardware, fusion, tiling and assumptions of a design as JSON text; each repair by id with its name and
/// whether it was made, and the prefetch depth in tiles.
[[nodiscard]] std::string designJson(const Design& design);

}  // namespace fusewright
