#pragma once

#include <string>

#include "core/base/result.h"
#include "core/mapping/mapping_request.h"

namespace fusewright {

/// What a fusion plan file asks for.
struct FusionPlanFile {
  ListedFusion fusion;
  Tiling tiling;  ///< in file order, first entry fastest; empty: the file leaves the tiling open

  friend bool operator==(const FusionPlanFile&, const FusionPlanFile&) = default;
};

/// Reads {"groups": [["layer", "family or operator", ...], ...], "tiling": {"L": 64, "D": 2}}; "tiling" may be missing,
/// and "all" in it means one part per iteration. Errors name file, line or field, and remedy.
[[nodiscard]] Result<FusionPlanFile> readFusionPlan(const std::string& path);

}  // namespace fusewright
