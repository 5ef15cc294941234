#pragma once

#include <vector>

#include "core/base/assumptions.h"
#include "core/mapping/mapping.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// Whether a layer shares its fusion group with others; only then does intra-core tiling apply (METHOD A2).
enum class GroupMembership : std::uint8_t { Alone, Fused };

/// How `layer` is cut: inter-core entries first, then, inside a group, intra-core entries; entries for loops that the
/// layer lacks are left out. Parts that do not divide a loop are padded up to equal sizes.
[[nodiscard]] LayerTiling tileLayer(const Layer& layer, const LayerMapping& mapping, GroupMembership membership);

/// All layers cut as `mapping` says, by LayerId; under B6 a layer alone in its group too.
[[nodiscard]] std::vector<LayerTiling> tileLayers(const Workload& workload, const Mapping& mapping,
                                                  const Assumptions& assumptions);

/// Which part of the inter-core tiling tile number `index` of its layer belongs to.
[[nodiscard]] std::int64_t interCorePart(const LayerTiling& tiling, std::int64_t index);

}  // namespace fusewright
