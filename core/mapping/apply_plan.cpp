#include "core/mapping/apply_plan.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/mapping/apply_rules.h"
#include "core/mapping/apply_tiling.h"
#include "core/mapping/halo_rules.h"
#include "core/mapping/layer_names.h"
#include "core/mapping/loop_roles.h"

namespace fusewright {
namespace {

tl::unexpected<Error> at(const ListedFusion& plan, const std::string& place, Error error) {
  const std::string start = plan.source.empty() ? place : plan.source + ", " + place;
  error.where = error.where.empty() ? start : start + ": " + error.where;
  return tl::make_unexpected(std::move(error));
}

Result<std::vector<LayerId>> layersOfNames(const Workload& workload, const std::vector<std::string>& names) {
  std::vector<LayerId> layers;
  for (const std::string& name : names) {
    const auto found = layersNamed(workload, name);
    if (!found) return tl::make_unexpected(found.error());
    layers.insert(layers.end(), found->begin(), found->end());
  }
  std::ranges::sort(layers);
  return layers;
}

/// The layers of each group that has a tiling, cut that way.
Result<PlannedMapping> withGroupTilings(const Workload& workload, const ListedFusion& plan, PlannedMapping planned) {
  for (std::size_t group = 0; group < std::min(plan.tilings.size(), plan.groups.size()); ++group) {
    if (!plan.tilings[group]) continue;
    const std::string place = fmt::format("groups[{}]", group);
    const auto layers = layersOfNames(workload, plan.groups[group]);
    if (!layers) return at(plan, place, layers.error());
    if (layers->empty()) continue;  // only layers that cost nothing here
    auto mapping = withCuts(workload, {.layers = *layers, .halos = halosOf(plan, group)}, *plan.tilings[group],
                            std::move(planned.mapping));
    if (!mapping) return at(plan, place, mapping.error());
    planned.mapping = *std::move(mapping);
    for (LayerId layer : *layers) planned.cut[layer.index()] = true;
  }
  return planned;
}

/// Why no layer of `layers` can be cut along one of `cuts`.
std::optional<Error> badCut(const Workload& workload, const std::vector<LayerId>& layers, const Tiling& cuts) {
  for (const TilingEntry& entry : cuts) {
    std::int64_t longest = 0;
    for (LayerId id : layers)
      if (const auto loop = findLoop(workload.layer(id), entry.dim); loop && indexesOutput(workload.layer(id), *loop))
        longest = std::max(longest, workload.layer(id).dims[static_cast<std::size_t>(*loop)].size);
    const std::string where = fmt::format("tiling.{}", entry.dim);
    if (longest == 0)
      return Error{fmt::format("no output of the layer has a loop called '{}'", entry.dim), where,
                   "cut along loops that index what the layer makes"};
    if (entry.parts < 0 || entry.parts > longest)
      return Error{fmt::format("{} parts are not possible for {} iterations", entry.parts, longest), where,
                   fmt::format("give 1 to {} parts, or \"all\"", longest)};
  }
  return std::nullopt;
}

Result<PlannedMapping> withSingleLayers(const Workload& workload, const Accelerator& accelerator,
                                        const ListedFusion& plan, PlannedMapping planned) {
  for (const MappingRule& rule : plan.layers) {
    const std::string place = fmt::format("layers.{}", rule.name);
    const auto layers = layersNamed(workload, rule.name);
    if (!layers) return at(plan, place, layers.error());
    if (rule.intraCore && !layers->empty())
      if (auto error = badCut(workload, *layers, *rule.intraCore)) return at(plan, place, *std::move(error));
    for (LayerId id : *layers) {
      LayerMapping& own = planned.mapping.layers[id.index()];
      auto mapping = withRule(workload, accelerator, rule, workload.layer(id), std::move(own));
      if (!mapping) return at(plan, place, mapping.error());
      own = *std::move(mapping);
      if (rule.intraCore) planned.cut[id.index()] = true;
    }
  }
  return planned;
}

}  // namespace

Result<PlannedMapping> withPlan(const Workload& workload, const Accelerator& accelerator, const ListedFusion& plan,
                                Mapping mapping) {
  PlannedMapping planned{.mapping = std::move(mapping), .cut = std::vector<bool>(workload.layers.size(), false)};
  planned.mapping.fusion.order = plan.order;
  planned.mapping.policy = plan.policy;
  auto cut = withGroupTilings(workload, plan, std::move(planned));
  if (!cut) return cut;
  return withSingleLayers(workload, accelerator, plan, *std::move(cut));
}

}  // namespace fusewright
