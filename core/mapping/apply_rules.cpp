#include "core/mapping/apply_rules.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/mapping/layer_names.h"
#include "core/mapping/loop_roles.h"
#include "core/mapping/propose_mapping.h"
#include "core/workload/assumed_workload.h"

namespace fusewright {
namespace {

std::string placeOf(const MappingRule& rule) {
  return rule.source.empty() ? fmt::format("mapping rule '{}'", rule.name)
                             : fmt::format("{}, rule '{}'", rule.source, rule.name);
}

bool isDefault(const MappingRule& rule) {
  return rule.name == "default";
}

bool namesOperator(const Workload& workload, const MappingRule& rule) {
  return !findLayer(workload, rule.name) &&
         std::ranges::find(workload.layers, rule.name, &Layer::operation) != workload.layers.end();
}

/// The rule that holds for each layer, if any.
Result<std::vector<const MappingRule*>> ruleOfEachLayer(const Workload& workload, std::span<const MappingRule> rules) {
  std::vector<const MappingRule*> byName(workload.layers.size()), byOperator(byName), byDefault(byName);
  std::size_t named = 0, matched = 0;
  for (const MappingRule& rule : rules) {
    const auto claim = [&](std::vector<const MappingRule*>& table, LayerId layer) {
      if (!table[layer.index()]) table[layer.index()] = &rule;
    };
    if (isDefault(rule)) {
      for (std::size_t index = 0; index < byDefault.size(); ++index) claim(byDefault, LayerId(index));
      continue;
    }
    ++named;
    const auto layers = layersNamed(workload, rule.name);
    if (!layers) continue;
    ++matched;
    for (LayerId layer : *layers) claim(namesOperator(workload, rule) ? byOperator : byName, layer);
  }
  if (named > 0 && matched == 0) {
    const auto first = std::ranges::find_if_not(rules, isDefault);
    return failure(
        fmt::format("no rule names a layer or operator of '{}': this mapping is for another model", workload.name),
        placeOf(*first), "give the mapping that belongs to the model, or none to have one proposed");
  }
  for (std::size_t index = 0; index < byName.size(); ++index) {
    if (!byName[index]) byName[index] = byOperator[index];
    if (!byName[index]) byName[index] = byDefault[index];
  }
  return byName;
}

/// The layer's own name for the loop that `rule` calls `name`.
std::string loopName(const MappingRule& rule, const Layer& layer, const std::string& name) {
  if (!rule.dimNames) return name;
  const auto found = std::ranges::find(*rule.dimNames, name);
  const auto position = static_cast<std::size_t>(found - rule.dimNames->begin());
  return found != rule.dimNames->end() && position < layer.dims.size() ? layer.dims[position].name : name;
}

Tiling fitted(const MappingRule& rule, const Layer& layer, const Tiling& tiling) {
  Tiling fit;
  for (const TilingEntry& entry : tiling) {
    const auto loop = findLoop(layer, loopName(rule, layer, entry.dim));
    if (!loop) continue;
    const LoopDim& dim = layer.dims[static_cast<std::size_t>(*loop)];
    const bool whole = entry.parts == kOnePartPerIteration || entry.parts > dim.size;
    fit.push_back({.dim = dim.name, .parts = whole ? dim.size : entry.parts});
  }
  return fit;
}

Result<SpatialMapping> spatialByRule(const MappingRule& rule, const Layer& layer, const Core& core) {
  SpatialMapping mapping;
  for (const auto& [arrayDim, unrolling] : *rule.spatial) {
    const auto dim = std::ranges::find(core.array.dims, arrayDim, &ArrayDim::name);
    if (dim == core.array.dims.end()) {
      std::vector<std::string> known;
      for (const ArrayDim& candidate : core.array.dims) known.push_back(candidate.name);
      return failure(fmt::format("core '{}' has no array dimension '{}'", core.name, arrayDim), placeOf(rule),
                     suggestion(arrayDim, known));
    }
    SpatialUnrolling known = unrolling;
    known.arrayDim = static_cast<int>(dim - core.array.dims.begin());
    known.loopDim = loopName(rule, layer, unrolling.loopDim);
    if (findLoop(layer, known.loopDim)) mapping.unrollings.push_back(known);
  }
  return mapping;
}

Result<std::vector<CoreId>> coresByRule(const MappingRule& rule, const Accelerator& accelerator) {
  if (rule.cores->empty())
    return failure("the core allocation is empty", placeOf(rule), "name at least one core, or leave it out");
  for (CoreId core : *rule.cores)
    if (core.value < 0 || core >= accelerator.offChip)
      return failure(fmt::format("core {} does not exist: '{}' has cores 0 to {}", core.value, accelerator.name,
                                 accelerator.offChip.value - 1),
                     placeOf(rule), "give the mapping that belongs to this accelerator, or none to have one proposed");
  return *rule.cores;
}

/// `mapping` with all that `rule` gives but the cores.
Result<LayerMapping> withFields(const MappingRule& rule, const Accelerator& accelerator, const Layer& layer,
                                LayerMapping mapping) {
  if (rule.spatial) {
    auto spatial = spatialByRule(rule, layer, accelerator.core(mapping.cores.front()));
    if (!spatial) return tl::make_unexpected(spatial.error());
    mapping.spatial = *std::move(spatial);
  }
  if (rule.intraCore) mapping.intraCore = fitted(rule, layer, *rule.intraCore);
  if (rule.interCore) mapping.interCore = fitted(rule, layer, *rule.interCore);
  return mapping;
}

Result<LayerMapping> layerByRule(const MappingRule& rule, const Accelerator& accelerator, const Layer& layer,
                                 MappingStyle style) {
  if (rule.dimNames && rule.dimNames->size() > layer.dims.size() && layer.name == rule.name)
    return failure(fmt::format("names {} loop dimensions, layer '{}' has {}", rule.dimNames->size(), layer.name,
                               layer.dims.size()),
                   placeOf(rule), "list as many names as the layer has loops");
  std::vector<CoreId> cores = proposeCores(accelerator, layer);
  if (rule.cores) {
    auto chosen = coresByRule(rule, accelerator);
    if (!chosen) return tl::make_unexpected(chosen.error());
    cores = *std::move(chosen);
  }
  return withFields(rule, accelerator, layer, proposeLayerMapping(accelerator, layer, std::move(cores), style));
}

}  // namespace

Result<std::vector<LayerMapping>> layersByRules(const Workload& workload, const Accelerator& accelerator,
                                                std::span<const MappingRule> rules, const Assumptions& assumptions) {
  const auto ruleOf = ruleOfEachLayer(workload, rules);
  if (!ruleOf) return tl::make_unexpected(ruleOf.error());
  const MappingStyle style = mappingStyle(workload);
  std::vector<LayerMapping> layers(workload.layers.size());
  for (std::size_t index = 0; index < layers.size(); ++index) {
    const Layer& layer = workload.layers[index];
    if (layer.kind != LayerKind::Compute) continue;
    // Thousands of steps of a recurrence differ only in what they read.
    const std::size_t first = layer.family.index();
    if (first < index && (*ruleOf)[first] == (*ruleOf)[index] && workload.layers[first].dims == layer.dims) {
      layers[index] = layers[first];
      continue;
    }
    const MappingRule* rule = (*ruleOf)[index];
    if (!rule) {
      layers[index] = proposeLayerMapping(accelerator, layer, proposeCores(accelerator, layer), style);
    } else {
      auto mapping = layerByRule(*rule, accelerator, layer, style);
      if (!mapping) return tl::make_unexpected(mapping.error());
      layers[index] = *std::move(mapping);
    }
    const bool unrolledByRule = rule && rule->spatial;
    if (assumptions.has(Repair::TrueElementwise) && !unrolledByRule && isElementwise(layer)) layers[index].spatial = {};
  }
  return layers;
}

Result<LayerMapping> withRule(const Workload& workload, const Accelerator& accelerator, const MappingRule& rule,
                              const Layer& layer, LayerMapping mapping) {
  if (rule.cores) {
    auto cores = coresByRule(rule, accelerator);
    if (!cores) return tl::make_unexpected(cores.error());
    const Tiling intraCore = std::move(mapping.intraCore);
    mapping = proposeLayerMapping(accelerator, layer, *std::move(cores), mappingStyle(workload));
    mapping.intraCore = intraCore;
  }
  return withFields(rule, accelerator, layer, std::move(mapping));
}

}  // namespace fusewright
