#include "core/explore/search/alone_layers.h"

#include <array>
#include <numeric>

#include "core/cost/estimate_tile_cost.h"
#include "core/cost/estimate_tile_costs.h"
#include "core/cost/streamed_operands.h"
#include "core/explore/search/search_plan.h"
#include "core/mapping/mapping_request.h"
#include "core/mapping/propose_mapping.h"
#include "core/tiling/layer_tiling.h"

namespace fusewright {
namespace {

/// Contractions only: what sums up nothing moves each operand once, however it streams.
std::optional<StreamedLayer> streamedLayer(const Workload& workload, LayerId id, const LayerTiling& tiling,
                                           const LayerMapping& mapping, const Design& design) {
  const Layer& layer = workload.layer(id);
  if (layer.recurrence || !contracts(layer) || !mapping.intraCore.empty()) return std::nullopt;
  const Accelerator& accelerator = *design.accelerator;
  const Core& core = accelerator.core(mapping.cores.front());
  const TileShape shape =
      makeTileShape(workload, id, tiling, {.group = GroupMembership::Fused, .parallelParts = tiling.interCoreParts});
  const StreamedOperands streamed = streamedOperands(shape, core);
  if (!streamed.any()) return std::nullopt;
  const bool byRole = design.assumptions.has(Repair::AxisIdentity) && !core.dataflow.empty();
  const SpatialMapping spatial = byRole ? spatialOfDataflow(layer, core) : spatialMappingOn(core, mapping.spatial);
  const TileCost cost =
      estimateTileCost(shape, core, accelerator.core(accelerator.offChip), spatial, streamed, design.assumptions);
  const auto sum = [](const std::array<Bits, kOperandRoles>& bits) {
    return static_cast<double>(std::reduce(bits.begin(), bits.end()).value);
  };
  return StreamedLayer{
      .cycles = cost.latency.value,
      .movedBits = (sum(cost.offChipRead) + sum(cost.offChipWrite)) * static_cast<double>(mapping.cores.size())};
}

}  // namespace

AloneLayers aloneLayers(const Workload& workload, const Design& design, const std::vector<LayerMapping>& proposed) {
  MappingRequest request = design.mapping;
  request.fusion = NamedFusion{"unfused"};
  request.tiling = TilingMode::PerStep;
  request.entries.clear();
  const auto unfused = makeMapping(workload, *design.accelerator, request, design.assumptions);
  AloneLayers alone{.mapping = unfused ? unfused->layers : proposed,
                    .streamed = std::vector<std::optional<StreamedLayer>>(workload.layers.size())};
  if (!unfused) return alone;
  const std::vector<LayerTiling> tilings = tileLayers(workload, *unfused, design.assumptions);
  for (std::size_t index = 0; index < workload.layers.size(); ++index)
    if (workload.layers[index].kind == LayerKind::Compute)
      alone.streamed[index] = streamedLayer(workload, LayerId(index), tilings[index], alone.mapping[index], design);
  return alone;
}

}  // namespace fusewright
