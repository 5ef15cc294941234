#pragma once

#include <span>
#include <vector>

#include "core/hardware/accelerator.h"
#include "core/mapping/mapping.h"
#include "core/workload/workload.h"

namespace fusewright {

/// The cores meant for the operator of `layer`: those that list it; else the cores without such a list, and of these
/// the ones with the most units (a pooling or vector unit beside matrix cores takes only what it lists).
[[nodiscard]] std::vector<CoreId> proposeCores(const Accelerator& accelerator, const Layer& layer);

/// Of the cores that are meant for no operators in particular those with the most units; none if all are meant for
/// some.
[[nodiscard]] std::vector<CoreId> generalCores(const Accelerator& accelerator);

/// Whether a workload is mapped as the study maps its Mamba block, or by the habits of the cores.
enum class MappingStyle : std::uint8_t { StateSpace, General };

/// StateSpace if `workload` holds a Mamba block.
[[nodiscard]] MappingStyle mappingStyle(const Workload& workload);

/// The core's dataflow as far as the layer has its loops. In a contraction without such loops K and C stand for the
/// outer and the inner loop, OX for the rows. Empty where the best utilisation is to be looked for.
[[nodiscard]] SpatialMapping spatialOfDataflow(const Layer& layer, const Core& core);

/// What to unroll. StateSpace, on arrays of two dimensions: the table of METHOD A4, "Spatial mapping". General:
/// spatialOfDataflow(). Empty where the best utilisation is to be looked for.
[[nodiscard]] SpatialMapping proposeSpatial(const Layer& layer, const Core& core, MappingStyle style);

/// One cut along the channels with as many parts as cores, or as many as leave no part empty.
[[nodiscard]] Tiling proposeInterCore(const Layer& layer, std::span<const CoreId> cores);

/// One tile a row (METHOD A2: one token a tile); empty if there is but one row.
[[nodiscard]] Tiling proposeIntraCore(const Layer& layer);

/// All of the above for a layer that runs on `cores`.
[[nodiscard]] LayerMapping proposeLayerMapping(const Accelerator& accelerator, const Layer& layer,
                                               std::vector<CoreId> cores, MappingStyle style);

}  // namespace fusewright
