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

/// Reads {"groups": [["layer", "family or operator", ...], ...], "tiling": {"L": 64, "D": 2}}; all but "groups" may be
/// missing, and "all" means one part per iteration. A group may be {"layers": [...], "tiling": {...}, "halos":
/// "recomputed"} with cuts of its own and with halos that are not stored (HaloRule). "layers": {"in_proj": {"tiling":
/// {...}, "cores": [0], "inter_core_tiling": {...}, "spatial": {"D1": {"L": 64}}}} says how single layers or families
/// run; "order": "nested" or "by-need" (TileOrder), "prefetch": 64 (tiles ahead, or "all") and "eviction": "idle-first"
/// (Eviction) and "transfers": "in-parts" (LinkUse) hold for the whole plan. Errors name file, line or field, and
/// remedy.
[[nodiscard]] Result<FusionPlanFile> readFusionPlan(const std::string& path);

/// The text of a plan file, which reads back equal but for `source`.
[[nodiscard]] std::string writeFusionPlan(const FusionPlanFile& plan);

}  // namespace fusewright
