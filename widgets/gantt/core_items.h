#pragma once

#include <vector>

#include "core/evaluate/evaluation.h"
#include "widgets/gantt/bar_kinds.h"
#include "widgets/gantt/lane.h"

namespace fusewright {

/// Tiles of all cores as items of lanes, by core, in order of time. Kinds are numbered in the order of the tiles,
/// however many threads make the items.
[[nodiscard]] std::vector<std::vector<LaneItem>> itemsOfCores(const Evaluation& evaluation, BarKinds& kinds);

}  // namespace fusewright
