#include "core/explore/search/search_candidates.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "core/mapping/layer_names.h"
#include "core/mapping/mamba_block.h"
#include "core/mapping/propose_fusion.h"

namespace fusewright {
namespace {

SearchCandidate named(const Design& design, const std::string& fusion, TilingMode tiling, std::string name) {
  Design other = design;
  other.mapping.fusion = NamedFusion{fusion};
  other.mapping.tiling = tiling;
  other.mapping.entries.clear();
  return {.name = std::move(name), .design = std::move(other), .plan = std::nullopt};
}

MappingRule cutRule(std::string name, const LayerMapping& mapping) {
  return {.name = std::move(name),
          .dimNames = {},
          .cores = {},
          .spatial = {},
          .intraCore = mapping.intraCore,
          .interCore = {},
          .source = {}};
}

/// Adds every plan that starts with `plan` and cuts the units from `begin` on.
void addPlans(std::size_t begin, std::size_t units, const std::vector<GroupShape>& shapes, SearchPlan& plan,
              std::vector<SearchPlan>& plans) {
  if (begin == units) plans.push_back(plan);
  for (std::size_t end = begin + 1; end <= units; ++end)
    for (const GroupShape& shape : shapes) {
      plan.groups.push_back({begin, end, shape});
      addPlans(end, units, shapes, plan, plans);
      plan.groups.pop_back();
    }
}

}  // namespace

std::vector<SearchCandidate> namedCandidates(const Design& design) {
  std::vector<SearchCandidate> candidates;
  candidates.push_back(named(design, "auto", TilingMode::PerStep, "auto"));
  candidates.push_back(named(design, "unfused", TilingMode::PerStep, "unfused"));
  if (mambaBlocks(*design.workload).empty()) return candidates;
  candidates.push_back(named(design, "all", TilingMode::MemoryAware, "all, memory-aware"));
  for (const char* scheme : {"all", "A-BS", "AS-B", "BS", "AS", "A-B", "B", "A"})
    candidates.push_back(named(design, scheme, TilingMode::PerStep, scheme));
  return candidates;
}

std::vector<SearchPlan> estimatedPlans(GroupOptions& options, std::size_t units, bool policies) {
  constexpr std::array kShares{0.9, 0.7, 0.5};
  constexpr std::size_t kShapesOfOneGroup = 16;
  constexpr double kManyTiles = 50'000;
  std::vector<SearchPlan> cuts, single;
  for (const double share : kShares)
    if (SearchPlan plan = options.cheapestPlan(share); !plan.groups.empty()) cuts.push_back(std::move(plan));
  for (const GroupOption& option : options.fastest(0, units, kShares.front(), kShapesOfOneGroup))
    single.push_back({.groups = {{0, units, option.shape}}});
  constexpr std::array<std::pair<std::int32_t, Eviction>, 2> kPolicies{
      {{1'000'000, Eviction::IdleFirst}, {1'000'000, Eviction::FarthestUse}}};
  std::vector<SearchPlan> plans;
  std::set<SearchPlan> seen;
  const auto add = [&](SearchPlan plan, std::pair<std::int32_t, Eviction> policy) {
    if (policies) {
      plan.prefetch = policy.first;
      plan.eviction = policy.second;
      plan.links = LinkUse::InParts;
    }
    if (seen.insert(plan).second) plans.push_back(std::move(plan));
  };
  // Where plans are large: one that is soon evaluated, with only such groups as save much.
  if (!cuts.empty() && options.sizeOf(cuts.front()).tiles > kManyTiles) {
    constexpr std::pair kAsAssumed{std::int32_t{0}, Eviction::FarthestUse};
    add(options.cheapestPlan(kShares.front(), LoneUnits::AsProposed), kAsAssumed);
  }
  // The most promising first, in case that time runs out: the best of each kind, then the others.
  if (!cuts.empty()) add(cuts.front(), kPolicies[0]);
  for (const SearchPlan& plan : single) add(plan, kPolicies[0]);
  for (const SearchPlan& plan : cuts) add(plan, kPolicies[0]);
  for (const SearchPlan& plan : cuts) add(plan, kPolicies[1]);
  return plans;
}

std::vector<SearchPlan> proposedPlans(const Workload& workload, const Accelerator& accelerator,
                                      const std::vector<SearchUnit>& units, bool policies) {
  std::map<LayerId, std::size_t> groupOf;
  if (const auto proposed = proposeFusion(workload, accelerator))
    for (std::size_t group = 0; group < proposed->groups.size(); ++group)
      for (LayerId layer : proposed->groups[group].layers) groupOf[layer] = group;
  SearchPlan grouped, alone;
  for (std::size_t unit = 0; unit < units.size(); ++unit) {
    const LayerId first = units[unit].kinds.front();
    const bool joins = unit > 0 && groupOf.contains(first) && groupOf[first] == groupOf[units[unit - 1].kinds.front()];
    if (joins)
      grouped.groups.back().end = unit + 1;
    else
      grouped.groups.push_back({unit, unit + 1, {.proposed = true}});
    alone.groups.push_back({unit, unit + 1, {.proposed = true}});
  }
  std::vector<SearchPlan> plans;
  for (const bool choosy : {true, false})
    for (SearchPlan plan : {grouped, alone}) {
      if (choosy && !policies) continue;
      plan.order = TileOrder::Turns;
      if (choosy) {
        plan.eviction = Eviction::IdleFirst;
        plan.links = LinkUse::InParts;
      }
      plans.push_back(std::move(plan));
    }
  return plans;
}

ListedFusion listedFrom(const Evaluation& evaluation) {
  const Workload& workload = *evaluation.workload;
  const Mapping& mapping = *evaluation.mapping;
  if (const auto* plan = std::get_if<ListedFusion>(&evaluation.design.mapping.fusion);
      plan && evaluation.design.mapping.tiling == TilingMode::PerStep)
    return *plan;
  ListedFusion listed;
  listed.order = mapping.fusion.order;
  listed.policy = mapping.policy;
  for (const FusionGroup& group : mapping.fusion.groups) {
    std::map<LayerId, std::vector<LayerId>> families;
    for (LayerId id : group.layers) families[workload.layer(id).family].push_back(id);
    std::vector<std::string>& names = listed.groups.emplace_back();
    if (group.halos == HaloRule::Recomputed) {
      listed.halos.resize(listed.groups.size());
      listed.halos.back() = HaloRule::Recomputed;
    }
    for (const auto& [family, layers] : families) {
      const auto& first = mapping.layers[layers.front().index()];
      const bool alike = std::ranges::all_of(
          layers, [&](LayerId id) { return mapping.layers[id.index()].intraCore == first.intraCore; });
      std::string shared(familyName(workload.layer(layers.front())));
      const auto found = layersNamed(workload, shared);
      if (alike && found && *found == layers) {
        listed.layers.push_back(cutRule(shared, first));
        names.push_back(std::move(shared));
        continue;
      }
      for (LayerId id : layers) {
        names.push_back(workload.layer(id).name);
        listed.layers.push_back(cutRule(workload.layer(id).name, mapping.layers[id.index()]));
      }
    }
  }
  return listed;
}

std::vector<GroupShape> shapesToEnumerate() {
  return {{.proposed = true}, {}, {.rows = 2}, {.rows = std::int64_t{1} << 40}};
}

std::vector<SearchPlan> allPlans(std::size_t units, const std::vector<GroupShape>& shapes, std::size_t most) {
  // The first unit starts a group; each later one joins the group before it or starts one: s * (1 + s)^(n - 1) plans.
  double count = static_cast<double>(shapes.size());
  for (std::size_t unit = 1; unit < units; ++unit) count *= 1 + static_cast<double>(shapes.size());
  std::vector<SearchPlan> plans;
  if (units == 0 || shapes.empty() || count > static_cast<double>(most)) return plans;
  SearchPlan plan;
  addPlans(0, units, shapes, plan, plans);
  return plans;
}

}  // namespace fusewright
