#include "core/mapping/mapping.h"

#include <optional>

#include <fmt/format.h>

#include "core/mapping/loop_roles.h"

namespace fusewright {
namespace {

std::optional<Error> badCores(const Accelerator& accelerator, const LayerMapping& mapping) {
  if (mapping.cores.empty()) return Error{"the layer runs on no core", {}, "allocate at least one core"};
  for (CoreId core : mapping.cores)
    if (core.value < 0 || core >= accelerator.offChip)
      return Error{fmt::format("core {} does not exist or is the off-chip memory", core.value),
                   {},
                   fmt::format("allocate cores 0 to {}", accelerator.offChip.value - 1)};
  return std::nullopt;
}

std::optional<Error> badSpatial(const Accelerator& accelerator, const LayerMapping& mapping) {
  for (const SpatialUnrolling& unrolling : mapping.spatial.unrollings) {
    if (unrolling.factor < 1)
      return Error{
          fmt::format("loop {} is unrolled by {}", unrolling.loopDim, unrolling.factor), {}, "unroll by 1 or more"};
    for (CoreId core : mapping.cores)
      if (unrolling.arrayDim < 0 ||
          static_cast<std::size_t>(unrolling.arrayDim) >= accelerator.core(core).array.dims.size())
        return Error{fmt::format("loop {} is unrolled along array dimension {}, which core '{}' lacks",
                                 unrolling.loopDim, unrolling.arrayDim, accelerator.core(core).name),
                     {},
                     "unroll along dimensions of every allocated core, or allocate cores of one shape"};
  }
  return std::nullopt;
}

std::optional<Error> badTiling(const Layer& layer, const Tiling& tiling) {
  for (const TilingEntry& entry : tiling) {
    const auto loop = findLoop(layer, entry.dim);
    if (!loop)
      return Error{fmt::format("the layer has no loop '{}' to cut", entry.dim), {}, "cut along one of its own loops"};
    const std::int64_t size = layer.dims[static_cast<std::size_t>(*loop)].size;
    if (entry.parts < 0 || entry.parts > size)
      return Error{fmt::format("loop {} has {} iterations, too few for {} parts", entry.dim, size, entry.parts),
                   {},
                   fmt::format("cut it into 1 to {} parts", size)};
  }
  return std::nullopt;
}

std::optional<Error> badLayer(const Workload& workload, const Accelerator& accelerator, const LayerMapping& mapping,
                              std::size_t index) {
  const Layer& layer = workload.layers[index];
  auto error = badCores(accelerator, mapping);
  if (!error) error = badSpatial(accelerator, mapping);
  if (!error) error = badTiling(layer, mapping.intraCore);
  if (!error) error = badTiling(layer, mapping.interCore);
  if (error) error->where = fmt::format("{}: layer '{}'", workload.name, layer.name);
  return error;
}

}  // namespace

Result<Mapping> checkedMapping(const Workload& workload, const Accelerator& accelerator, Mapping mapping) {
  if (mapping.layers.size() != workload.layers.size())
    return failure(fmt::format("the mapping is for {} layers, '{}' has {}", mapping.layers.size(), workload.name,
                               workload.layers.size()),
                   "mapping", "make the mapping for this model");
  for (std::size_t index = 0; index < mapping.layers.size(); ++index)
    if (workload.layers[index].kind == LayerKind::Compute)
      if (auto error = badLayer(workload, accelerator, mapping.layers[index], index))
        return tl::make_unexpected(*error);
  auto plan = checkedPlan(workload, std::move(mapping.fusion));
  if (!plan) return tl::make_unexpected(plan.error());
  mapping.fusion = *std::move(plan);
  return mapping;
}

}  // namespace fusewright
