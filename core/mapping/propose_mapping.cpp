#include "core/mapping/propose_mapping.h"

#include <algorithm>
#include <utility>

#include "core/mapping/loop_roles.h"
#include "core/mapping/mamba_block.h"

namespace fusewright {
namespace {

std::int64_t ceilDivide(std::int64_t amount, std::int64_t by) {
  return (amount + by - 1) / by;
}

template <typename Condition>
std::vector<CoreId> coresWhere(const Accelerator& accelerator, Condition holds) {
  std::vector<CoreId> cores;
  for (std::size_t index = 0; index < accelerator.cores.size(); ++index)
    if (CoreId(index) != accelerator.offChip && holds(accelerator.cores[index])) cores.emplace_back(index);
  return cores;
}

/// The largest cores of those that `holds` accepts.
template <typename Condition>
std::vector<CoreId> largestWhere(const Accelerator& accelerator, Condition holds) {
  std::vector<CoreId> cores = coresWhere(accelerator, holds);
  const auto units = [&](CoreId core) { return unitCount(accelerator.core(core).array); };
  std::int64_t most = 0;
  for (CoreId core : cores) most = std::max(most, units(core));
  std::erase_if(cores, [&](CoreId core) { return units(core) < most; });
  return cores;
}

}  // namespace

std::vector<CoreId> generalCores(const Accelerator& accelerator) {
  return largestWhere(accelerator, [](const Core& core) { return core.operatorTypes.empty(); });
}

std::vector<CoreId> proposeCores(const Accelerator& accelerator, const Layer& layer) {
  const auto listsIt = [&](const Core& core) {
    return std::ranges::find(core.operatorTypes, layer.operation) != core.operatorTypes.end();
  };
  if (auto cores = coresWhere(accelerator, listsIt); !cores.empty()) return cores;
  if (auto cores = generalCores(accelerator); !cores.empty()) return cores;
  return largestWhere(accelerator, [](const Core&) { return true; });
}

MappingStyle mappingStyle(const Workload& workload) {
  return mambaBlocks(workload).empty() ? MappingStyle::General : MappingStyle::StateSpace;
}

Tiling proposeInterCore(const Layer& layer, std::span<const CoreId> cores) {
  const auto count = static_cast<std::int64_t>(cores.size());
  const auto loop = channelLoop(layer, count);
  if (!loop) return {};
  const LoopDim& dim = layer.dims[static_cast<std::size_t>(*loop)];
  const std::int64_t partSize = ceilDivide(dim.size, std::min(count, dim.size));
  return {{.dim = dim.name, .parts = ceilDivide(dim.size, partSize)}};
}

Tiling proposeIntraCore(const Layer& layer) {
  const auto loop = rowLoop(layer);
  if (!loop) return {};
  const LoopDim& dim = layer.dims[static_cast<std::size_t>(*loop)];
  return {{.dim = dim.name, .parts = dim.size}};
}

LayerMapping proposeLayerMapping(const Accelerator& accelerator, const Layer& layer, std::vector<CoreId> cores,
                                 MappingStyle style) {
  LayerMapping mapping;
  mapping.spatial = proposeSpatial(layer, accelerator.core(cores.front()), style);
  mapping.intraCore = proposeIntraCore(layer);
  mapping.interCore = proposeInterCore(layer, cores);
  mapping.cores = std::move(cores);
  return mapping;
}

}  // namespace fusewright
