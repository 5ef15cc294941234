#include "core/mapping/layer_rules.h"

#include <algorithm>

#include "core/mapping/layer_names.h"

namespace fusewright {

std::string ruleName(const Workload& workload, LayerId layer) {
  return std::string(familyName(workload.layer(layer)));
}

MappingRule ruleOf(const Workload& workload, const Accelerator& accelerator, const Mapping& mapping, LayerId layer) {
  const LayerMapping& of = mapping.layers[layer.index()];
  MappingRule rule;
  rule.name = ruleName(workload, layer);
  rule.cores = of.cores;
  rule.intraCore = of.intraCore;
  rule.interCore = of.interCore;
  if (of.cores.empty()) return rule;
  const OperationalArray& array = accelerator.core(of.cores.front()).array;
  if (of.spatial.unrollings.empty()) return rule;  // the best is looked for
  rule.spatial.emplace();
  for (const SpatialUnrolling& unrolling : of.spatial.unrollings) {
    const auto dim = static_cast<std::size_t>(unrolling.arrayDim);
    if (dim < array.dims.size()) rule.spatial->emplace_back(array.dims[dim].name, unrolling);
  }
  return rule;
}

std::vector<MappingRule> withRule(std::vector<MappingRule> rules, MappingRule rule) {
  const auto found = std::ranges::find(rules, rule.name, &MappingRule::name);
  if (found != rules.end()) {
    *found = std::move(rule);
  } else {
    rules.insert(rules.begin(), std::move(rule));
  }
  return rules;
}

std::vector<MappingRule> withoutRule(std::vector<MappingRule> rules, std::string_view name) {
  std::erase_if(rules, [&](const MappingRule& rule) { return rule.name == name; });
  return rules;
}

}  // namespace fusewright
