#pragma once

#include <stop_token>

#include "core/graph/graph_layout.h"

namespace fusewright {

/// Lays boxes out in ranks, every arrow leading to a later rank: ranks by longest path, order inside ranks by
/// barycentres, long arrows through points of their own in the ranks between; then each rank is placed as near to its
/// neighbours as it can without overlaps. Source: Sugiyama, Tagawa, Toda, "Methods for visual understanding of
/// hierarchical system structures", IEEE Trans. SMC 11 (1981). Deterministic. A stopped layout is rougher, but whole.
[[nodiscard]] GraphLayout layeredLayout(const LayoutProblem& problem, std::stop_token stop = {});

}  // namespace fusewright
