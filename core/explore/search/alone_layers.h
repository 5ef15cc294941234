#pragma once

#include <optional>
#include <vector>

#include "core/evaluate/design.h"
#include "core/mapping/mapping.h"
#include "core/workload/workload.h"

namespace fusewright {

/// What a layer takes that streams by in one tile a core, by the cost model.
struct StreamedLayer {
  double cycles = 0;
  double movedBits = 0;  ///< to and from off chip, for all its cores
};

/// Layers as they are where each is alone in its fusion group.
struct AloneLayers {
  std::vector<LayerMapping> mapping;                   ///< by LayerId
  std::vector<std::optional<StreamedLayer>> streamed;  ///< by LayerId; none for what is cut or fits on chip
};

/// Every layer of `workload`, the design's as its assumptions have it, as makeMapping() cuts it where nothing is fused;
/// as `proposed` where that is not possible.
[[nodiscard]] AloneLayers aloneLayers(const Workload& workload, const Design& design,
                                      const std::vector<LayerMapping>& proposed);

}  // namespace fusewright
