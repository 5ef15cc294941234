#include "core/explore/search_plan.h"

#include <algorithm>

#include "core/mapping/layer_names.h"
#include "core/mapping/loop_roles.h"

namespace fusewright {
namespace {

MappingRule ruleFor(std::string name) {
  return {.name = std::move(name),
          .dimNames = {},
          .cores = {},
          .spatial = {},
          .intraCore = {},
          .interCore = {},
          .source = {}};
}

/// What the plan says of one layer or family; nothing if it is as mapped.
MappingRule layerRule(const GroupShape& shape, const std::string& name, const Layer& layer, const Accelerator& chip,
                      const LayerMapping& proposed) {
  MappingRule rule = ruleFor(name);
  std::vector<CoreId> cores = proposed.cores;
  if (shape.cores > 0) {
    cores = {cores[static_cast<std::size_t>(shape.cores - 1) % cores.size()]};
    rule.cores = cores;
  }
  if (!shape.proposed) rule.intraCore = tilingIn(shape, layer, cores.size());
  const Core& core = chip.core(cores.front());
  const auto unrollings = unrollingsIn(shape.unrolling, layer, core);
  if (unrollings.empty()) return rule;
  rule.spatial.emplace();
  for (const SpatialUnrolling& unrolling : unrollings)
    rule.spatial->push_back({core.array.dims[static_cast<std::size_t>(unrolling.arrayDim)].name, unrolling});
  return rule;
}

bool multiplies(const Layer& layer) {
  return innerLoop(layer) && layer.inputs.size() > 1 && layer.inputs[1].tensor;
}

double outputBits(const Workload& workload, const Layer& layer) {
  if (!layer.output.tensor) return 0;
  const Tensor& tensor = workload.tensor(*layer.output.tensor);
  double bits = tensor.precision;
  for (std::int64_t size : tensor.shape) bits *= static_cast<double>(size);
  return bits;
}

std::string shortName(const std::string& name) {
  const auto parts = nameComponents(name);
  return parts.empty() ? name : std::string(parts.front());
}

}  // namespace

GroupTraits traitsOf(std::size_t begin, std::size_t end, const std::vector<SearchUnit>& units,
                     const Workload& workload) {
  GroupTraits traits;
  for (std::size_t unit = begin; unit < end; ++unit)
    for (LayerId id : units[unit].kinds) {
      const Layer& layer = workload.layer(id);
      if (layer.recurrence)
        traits.stepBits = std::max(traits.stepBits, outputBits(workload, layer));
      else
        traits.contracts = traits.contracts || multiplies(layer);
    }
  return traits;
}

GroupShape shapeOfLayer(GroupShape shape, const GroupTraits& traits, const Workload& workload, const Layer& layer) {
  if (traits.contracts && !multiplies(layer)) shape.columns = 1;
  const auto loop = rowLoop(layer);
  if (traits.stepBits == 0 || layer.recurrence || !loop) return shape;
  const std::int64_t rows = layer.dims[static_cast<std::size_t>(loop.value())].size;
  if (outputBits(workload, layer) / static_cast<double>(rows) >= traits.stepBits / 2) shape.rows = rows;
  return shape;
}

Tiling tilingIn(const GroupShape& shape, const Layer& layer, std::size_t cores) {
  Tiling tiling;
  const auto add = [&](std::optional<int> loop, std::int64_t parts) {
    if (!loop) return;
    const LoopDim& dim = layer.dims[static_cast<std::size_t>(loop.value())];
    const std::int64_t most = std::min(parts, dim.size);
    if (most > 1) tiling.push_back({.dim = dim.name, .parts = most});
  };
  std::optional<int> rows;
  if (!layer.recurrence) rows = rowLoop(layer);
  auto columns = channelLoop(layer, std::max<std::int64_t>(static_cast<std::int64_t>(cores), 2));
  if (columns == rows) columns.reset();
  if (shape.rowsFastest) add(rows, shape.rows);
  add(columns, shape.columns);
  if (!shape.rowsFastest) add(rows, shape.rows);
  return tiling;
}

std::vector<SpatialUnrolling> unrollingsIn(Unrolling unrolling, const Layer& layer, const Core& core) {
  const auto inner = innerLoop(layer);
  const std::vector<int> outputs = outputLoops(layer);
  const bool contracts = inner && layer.inputs.size() > 1 && layer.inputs[1].tensor && !isImage(layer);
  if (unrolling == Unrolling::AsMapped || !contracts || outputs.empty() || core.array.dims.size() != 2) return {};
  const auto rows = rowLoop(layer);
  const bool byRows = unrolling == Unrolling::RowsByInner || unrolling == Unrolling::InnerByRows;
  if (byRows && (!rows || *rows == *inner)) return {};
  const int other = byRows ? *rows : outputs.back();
  const bool innerFirst = unrolling == Unrolling::InnerByOuter || unrolling == Unrolling::InnerByRows;
  const auto onDim = [&](int arrayDim, int loop) {
    return SpatialUnrolling{
        .arrayDim = arrayDim, .loopDim = layer.dims[static_cast<std::size_t>(loop)].name, .factor = kUnrollAll};
  };
  return {onDim(0, innerFirst ? *inner : other), onDim(1, innerFirst ? other : *inner)};
}

ListedFusion listedPlan(const SearchPlan& plan, const std::vector<SearchUnit>& units, const Workload& workload,
                        const Accelerator& accelerator, const std::vector<LayerMapping>& proposed) {
  ListedFusion listed;
  listed.order = TileOrder::Nested;
  if (plan.prefetch > 0) listed.policy.prefetchDepth = plan.prefetch;
  listed.policy.eviction = plan.eviction;
  for (const PlannedGroup& group : plan.groups) {
    std::vector<std::string>& names = listed.groups.emplace_back();
    const GroupTraits traits = traitsOf(group.begin, group.end, units, workload);
    for (std::size_t unit = group.begin; unit < group.end; ++unit) {
      names.insert(names.end(), units[unit].names.begin(), units[unit].names.end());
      const bool byKind = units[unit].names.size() == units[unit].kinds.size();
      const std::vector<LayerId>& layers = byKind ? units[unit].kinds : units[unit].layers;
      for (std::size_t index = 0; index < layers.size(); ++index) {
        const Layer& layer = workload.layer(layers[index]);
        MappingRule rule = layerRule(shapeOfLayer(group.shape, traits, workload, layer), units[unit].names[index],
                                     layer, accelerator, proposed[layers[index].index()]);
        if (rule.intraCore || rule.cores || rule.spatial) listed.layers.push_back(std::move(rule));
      }
    }
  }
  return listed;
}

std::string groupName(const PlannedGroup& group, const std::vector<SearchUnit>& units) {
  const std::string first = shortName(units[group.begin].names.front());
  if (group.end - group.begin == 1 && units[group.begin].names.size() == 1) return first;
  return first + ".." + shortName(units[group.end - 1].names.back());
}

}  // namespace fusewright
