#pragma once

#include <vector>

#include "core/hardware/accelerator.h"
#include "core/mapping/mapping.h"
#include "core/workload/workload.h"

namespace fusewright {

/// `mapping` with every layer that is alone in its fusion group cut in time, so that moving its operands overlaps
/// computing (METHOD B6): into tiles whose operands fill at most a quarter of the memories they share on their core, a
/// half, or all. Only loops that index the output are cut, into parts of equal size that keep the operational array as
/// busy; one loop if that is enough, preferably one along which fused groups or recurrences go step by step; else two,
/// in the order that moves least. Of these the fastest by estimate is taken (LoneLayer::estimatedCycles), where two
/// loops are cut the one with the fewest tiles that is about as fast; and a layer stays in one tile, streamed as under
/// `paper`, where that is faster.
/// Layers that `kept` marks, by LayerId, keep the cuts that they have; an empty list marks none.
[[nodiscard]] Mapping withLoneLayersCut(const Workload& workload, const Accelerator& accelerator, Mapping mapping,
                                        const std::vector<bool>& kept = {});

}  // namespace fusewright
