#pragma once

#include <cstdint>
#include <vector>

#include "core/base/result.h"
#include "core/mapping/fusion_plan.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// `tilings` (by LayerId) where groups that recompute halos are cut so that every step stands for itself: the last
/// layers of such a group are cut as they are, and a tile of any other layer covers what the tiles of its step read of
/// it, clipped to the tensor. Halos so grow from the last layers back, and a tile depends on tiles of its own step
/// only. A layer whose output nobody reads wholly stays covered all the same: steps cover at least what lies between
/// them, the first and the last one what is before and behind. A group without halos keeps its tilings.
///
/// Errors name layer, loop and remedy: a state that goes from step to step, a layer that reads what does not move with
/// its steps (a sum over the loop that is cut, a layout operator that mixes it), an output that leaves the group and
/// would be written twice, other cores along that loop.
[[nodiscard]] Result<std::vector<LayerTiling>> withRecomputedHalos(const Workload& workload, const FusionPlan& plan,
                                                                   std::vector<LayerTiling> tilings);

/// Iterations that tiles of `layer`, cut as `tiling` says, do once more after another tile has done them.
[[nodiscard]] std::int64_t recomputedOperations(const Layer& layer, const LayerTiling& tiling);

}  // namespace fusewright
