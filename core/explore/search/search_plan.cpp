#include "core/explore/search/search_plan.h"

#include <algorithm>
#include <cmath>

#include <limits>
#include <numeric>

#include "core/mapping/layer_names.h"
#include "core/mapping/lone_layer.h"
#include "core/mapping/loop_roles.h"
#include "core/mapping/propose_mapping.h"
#include "core/workload/tensor_bits.h"

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
                      const LayerMapping& mapped) {
  MappingRule rule = ruleFor(name);
  const LayerMapping proposed = placedMapping(layer, mapped, shape.placement, chip);
  std::vector<CoreId> cores = proposed.cores;
  if (cores != mapped.cores) rule.cores = cores;
  if (shape.cores > 0) {
    cores = {cores[static_cast<std::size_t>(shape.cores - 1) % cores.size()]};
    rule.cores = cores;
  }
  if (rule.cores && proposed.spatial.unrollings.empty()) rule.spatial.emplace();  // not as is usual on those cores
  if (!shape.proposed) rule.intraCore = tilingIn(shape, layer, cores.size());
  const Core& core = chip.core(cores.front());
  const Unrolling unrolling = shape.unrolling == Unrolling::FitsTile
                                  ? fittingUnrolling(layer, rule.intraCore.value_or(proposed.intraCore), proposed, chip)
                                  : shape.unrolling;
  const auto unrollings = unrollingsIn(unrolling, layer, core);
  if (unrollings.empty()) return rule;
  rule.spatial.emplace();
  for (const SpatialUnrolling& unrolled : unrollings)
    rule.spatial->push_back({core.array.dims[static_cast<std::size_t>(unrolled.arrayDim)].name, unrolled});
  return rule;
}

/// Iterations of each loop in a tile with those cuts, padded up.
LoopSizes tileSizes(const Layer& layer, LoopSizes sizes, const Tiling& cuts) {
  for (const TilingEntry& cut : cuts)
    if (const auto loop = findLoop(layer, cut.dim)) {
      std::int64_t& size = sizes[static_cast<std::size_t>(*loop)];
      const std::int64_t parts =
          cut.parts == kOnePartPerIteration ? size : std::clamp<std::int64_t>(cut.parts, 1, size);
      size = (size + parts - 1) / parts;
    }
  return sizes;
}

/// LayerTraits::byHeads.
bool byHeads(const Layer& layer) {
  const auto heads = channelLoop(layer, 2), rows = rowLoop(layer);
  if (isImage(layer) || layer.recurrence || !heads || !rows) return false;
  const std::vector<int> loops = outputLoops(layer);
  if (std::ranges::find(loops, *heads) >= std::ranges::find(loops, *rows)) return false;
  return !contracts(layer) || std::ranges::all_of(layer.inputs, [&](const Operand& input) {
    return !input.tensor || std::ranges::any_of(input.axes, [&](const Axis& axis) {
      return std::ranges::find(axis.terms, *heads, &AxisTerm::dim) != axis.terms.end();
    });
  });
}

std::string shortName(const std::string& name) {
  const auto parts = nameComponents(name);
  return parts.empty() ? name : std::string(parts.front());
}

}  // namespace

std::int64_t divisorFrom(std::int64_t parts, std::int64_t size) {
  parts = std::clamp<std::int64_t>(parts, 1, size);
  while (size % parts != 0) ++parts;
  return parts;
}

bool contracts(const Layer& layer) {
  if (layer.inputs.size() < 2 || !layer.inputs[1].tensor) return false;
  for (int loop = 0; loop < static_cast<int>(layer.dims.size()); ++loop) {
    const LoopDim& dim = layer.dims[static_cast<std::size_t>(loop)];
    const bool window = isImage(layer) && (dim.name == "FX" || dim.name == "FY");
    if (dim.size > 1 && !window && !indexesOutput(layer, loop)) return true;
  }
  return false;
}

LayerTraits traitsOf(const Workload& workload, const Layer& layer) {
  LayerTraits traits{.contracts = !layer.recurrence && contracts(layer),
                     .recurrent = layer.recurrence.has_value(),
                     .outputBits = layer.output.tensor ? bitsOf(workload.tensor(*layer.output.tensor)) : 0};
  if (traits.contracts && !isImage(layer)) traits.weightBits = bitsOf(workload.tensor(*layer.inputs[1].tensor));
  const auto sizeOf = [&](std::optional<int> loop) {
    return loop ? layer.dims[static_cast<std::size_t>(*loop)].size : std::int64_t{1};
  };
  traits.rows = sizeOf(rowLoop(layer));
  traits.columns = sizeOf(channelLoop(layer, 2));
  traits.byHeads = byHeads(layer);
  return traits;
}

bool LayerTraits::isStepLike(const GroupTraits& group) const {
  if (group.stepBits == 0) return false;
  return recurrent || (rows > 1 && outputBits / static_cast<double>(rows) >= group.stepBits / 2);
}

void GroupTraits::add(const LayerTraits& layer) {
  byHeads = byHeads && layer.byHeads;
  if (layer.recurrent) {
    stepBits = std::max(stepBits, layer.outputBits);
    return;
  }
  sumsUp = sumsUp || layer.contracts;
  largestWeight = std::max(largestWeight, layer.weightBits);
}

GroupTraits traitsOf(std::size_t begin, std::size_t end, const std::vector<SearchUnit>& units,
                     const Workload& workload) {
  GroupTraits traits;
  for (std::size_t unit = begin; unit < end; ++unit)
    for (LayerId id : units[unit].kinds) traits.add(traitsOf(workload, workload.layer(id)));
  return traits;
}

GroupShape shapeOfLayer(GroupShape shape, const GroupTraits& group, const LayerTraits& layer) {
  if (group.contracts() && !layer.contracts) {
    shape.columns = shape.slices;
  } else if (!group.byHeads && layer.weightBits > 0 && layer.weightBits < group.largestWeight) {
    const double wanted = static_cast<double>(shape.columns) * layer.weightBits / group.largestWeight;
    shape.columns = divisorFrom(static_cast<std::int64_t>(std::ceil(wanted)), layer.columns);
  }
  const bool inRounds = group.contracts() && shape.rows > 1;
  if (!layer.isStepLike(group)) return shape;
  if (inRounds) shape.columns = 1;
  if (layer.recurrent) return shape;
  shape.rows = layer.rows;
  shape.rowsFastest = true;
  return shape;
}

LayerMapping placedMapping(const Layer& layer, const LayerMapping& proposed, Placement placement,
                           const Accelerator& accelerator) {
  if (placement == Placement::AsMapped || accelerator.core(proposed.cores.front()).operatorTypes.empty())
    return proposed;
  std::vector<CoreId> cores = generalCores(accelerator);
  if (cores.empty() || cores == proposed.cores) return proposed;
  LayerMapping placed = proposeLayerMapping(accelerator, layer, std::move(cores), MappingStyle::General);
  placed.intraCore = proposed.intraCore;
  if (proposed.spatial.unrollings.empty()) placed.spatial = {};  // flattened over whatever array there is
  return placed;
}

double cyclesOnOneCore(const Layer& layer, const LayerMapping& proposed, const Accelerator& accelerator) {
  LayerMapping single = proposed;
  single.cores.resize(1);
  single.interCore.clear();
  const LoneLayer lone = loneLayer(layer, single, accelerator);
  return lone.computingCycles(lone.sizes);
}

std::vector<int> dealtOneEach(std::span<const double> cycles, int cores) {
  // busiest[core][end]: of cores 0 to `core` if they run what is before `end`; begins: where the last core starts.
  const std::size_t count = cycles.size(), most = static_cast<std::size_t>(std::max(cores, 1));
  std::vector<double> sums(count + 1, 0);
  std::partial_sum(cycles.begin(), cycles.end(), sums.begin() + 1);
  std::vector<std::vector<double>> busiest(most, sums);
  std::vector<std::vector<std::size_t>> begins(most, std::vector<std::size_t>(count + 1, 0));
  for (std::size_t core = 1; core < most; ++core)
    for (std::size_t end = 0; end <= count; ++end) {
      busiest[core][end] = std::numeric_limits<double>::infinity();
      for (std::size_t begin = 0; begin <= end; ++begin) {
        const double longest = std::max(busiest[core - 1][begin], sums[end] - sums[begin]);
        if (longest > busiest[core][end]) continue;
        busiest[core][end] = longest;
        begins[core][end] = begin;
      }
    }
  std::vector<int> dealt(count, 0);
  for (std::size_t core = most, end = count; core-- > 0; end = begins[core][end])
    for (std::size_t index = begins[core][end]; index < end; ++index) dealt[index] = static_cast<int>(core);
  return dealt;
}

Tiling tilingIn(const GroupShape& shape, const Layer& layer, std::size_t cores) {
  Tiling tiling;
  const auto add = [&](const std::optional<int>& loop, std::int64_t parts) {
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
  const bool isPlain = contracts(layer) && !isImage(layer);
  const bool fixed = !core.dataflow.empty();  // the array goes one way, whatever is asked of it
  if (unrolling == Unrolling::AsMapped || !isPlain || fixed || outputs.empty() || core.array.dims.size() != 2)
    return {};
  const auto onDims = [&](std::optional<int> first, std::optional<int> second) -> std::vector<SpatialUnrolling> {
    if (!first || !second || *first == *second) return {};
    const auto nameOf = [&](int loop) { return layer.dims[static_cast<std::size_t>(loop)].name; };
    return {{.arrayDim = 0, .loopDim = nameOf(*first), .factor = kUnrollAll},
            {.arrayDim = 1, .loopDim = nameOf(*second), .factor = kUnrollAll}};
  };
  const std::optional<int> rows = rowLoop(layer), outer = outputs.back();
  switch (unrolling) {
    case Unrolling::InnerByOuter:
      return onDims(inner, outer);
    case Unrolling::OuterByInner:
      return onDims(outer, inner);
    case Unrolling::RowsByInner:
      return onDims(rows, inner);
    case Unrolling::InnerByRows:
      return onDims(inner, rows);
    case Unrolling::RowsByOuter:
      return onDims(rows, outer);
    case Unrolling::OuterByRows:
      return onDims(outer, rows);
    default:
      return {};
  }
}

Unrolling fittingUnrolling(const Layer& layer, const Tiling& cuts, const LayerMapping& proposed,
                           const Accelerator& accelerator) {
  Unrolling best = Unrolling::AsMapped;
  double fewest = std::numeric_limits<double>::infinity();
  for (int choice = 0; choice + 1 < kUnrollings; ++choice) {
    LayerMapping mapping = proposed;
    const auto unrollings =
        unrollingsIn(static_cast<Unrolling>(choice), layer, accelerator.core(mapping.cores.front()));
    if (unrollings.empty() && choice > 0) continue;
    if (!unrollings.empty()) mapping.spatial.unrollings = unrollings;
    const LoneLayer lone = loneLayer(layer, mapping, accelerator);
    const LoopSizes tile = tileSizes(layer, lone.sizes, cuts);
    const double cycles = std::max(lone.computingCycles(tile), lone.feedingCycles(tile));
    if (cycles >= fewest) continue;
    fewest = cycles;
    best = static_cast<Unrolling>(choice);
  }
  return best;
}

namespace {

/// By unit of the group: GroupShape::cores; that of the shape where it does not deal out layers one to each core.
std::vector<int> coresOfUnits(const PlannedGroup& group, const std::vector<SearchUnit>& units, const Workload& workload,
                              const Accelerator& accelerator, const std::vector<LayerMapping>& proposed) {
  std::vector<int> cores(group.end - group.begin, group.shape.cores);
  if (group.shape.placement != Placement::OneEach) return cores;
  std::vector<std::size_t> spread;
  std::vector<double> cycles;
  std::size_t count = 1;
  for (std::size_t unit = group.begin; unit < group.end; ++unit) {
    const LayerId first = units[unit].kinds.front();
    const LayerMapping mapping =
        placedMapping(workload.layer(first), proposed[first.index()], Placement::General, accelerator);
    if (mapping.cores.size() < 2) continue;
    count = std::max(count, mapping.cores.size());
    spread.push_back(unit - group.begin);
    cycles.push_back(cyclesOnOneCore(workload.layer(first), mapping, accelerator) *
                     static_cast<double>(units[unit].layers.size()));
  }
  const std::vector<int> dealt = dealtOneEach(cycles, static_cast<int>(count));
  for (std::size_t index = 0; index < spread.size(); ++index) cores[spread[index]] = dealt[index] + 1;
  return cores;
}

}  // namespace

ListedFusion listedPlan(const SearchPlan& plan, const std::vector<SearchUnit>& units, const Workload& workload,
                        const Accelerator& accelerator, const std::vector<LayerMapping>& proposed) {
  ListedFusion listed;
  listed.order = plan.order;
  listed.policy.links = plan.links;
  if (plan.prefetch > 0) listed.policy.prefetchDepth = plan.prefetch;
  listed.policy.eviction = plan.eviction;
  for (const PlannedGroup& group : plan.groups) {
    std::vector<std::string>& names = listed.groups.emplace_back();
    const GroupTraits traits = traitsOf(group.begin, group.end, units, workload);
    const std::vector<int> cores = coresOfUnits(group, units, workload, accelerator, proposed);
    for (std::size_t unit = group.begin; unit < group.end; ++unit) {
      GroupShape shape = group.shape;
      shape.cores = cores[unit - group.begin];
      names.insert(names.end(), units[unit].names.begin(), units[unit].names.end());
      const bool byKind = units[unit].names.size() == units[unit].kinds.size();
      const std::vector<LayerId>& layers = byKind ? units[unit].kinds : units[unit].layers;
      for (std::size_t index = 0; index < layers.size(); ++index) {
        const Layer& layer = workload.layer(layers[index]);
        MappingRule rule = layerRule(shapeOfLayer(shape, traits, traitsOf(workload, layer)), units[unit].names[index],
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
