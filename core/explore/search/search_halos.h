#pragma once

#include <string>
#include <vector>

#include "core/explore/search/search_candidates.h"

namespace fusewright {

/// `best` with halos recomputed instead of stored, one fused group at a time, wherever that is possible and tiles
/// overlap: cut as it is, and, if the group ends in an image, in strips and pixel blocks of a few sizes too, which
/// stored halos make expensive; and all layers as one group in such blocks. Empty where no group has halos. `name` says
/// what `best` is called.
[[nodiscard]] std::vector<SearchCandidate> haloCandidates(const Evaluation& best, const std::string& name);

}  // namespace fusewright
