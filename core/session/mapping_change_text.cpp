#include "core/session/mapping_change_text.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/mapping/group_cuts.h"
#include "core/mapping/layer_names.h"
#include "core/mapping/layer_rules.h"
#include "core/mapping/regroup.h"
#include "core/mapping/tiling_name.h"
#include "core/session/plan_change_text.h"

namespace fusewright {
namespace {

std::string partsText(std::int64_t parts) {
  return parts == kOnePartPerIteration ? "all" : std::to_string(parts);
}

std::string cutsText(const Tiling& cuts) {
  std::string text;
  for (const TilingEntry& cut : cuts)
    text += fmt::format("{}{} in {}", text.empty() ? "" : ", ", cut.dim, partsText(cut.parts));
  return text.empty() ? "none" : text;
}

std::optional<std::int64_t> partsOf(const Tiling& cuts, const std::string& dim) {
  const auto found = std::ranges::find(cuts, dim, &TilingEntry::dim);
  return found == cuts.end() ? std::nullopt : std::optional(found->parts);
}

/// "L 16 → 64, D 1 → 4"; a dimension that is not cut is in one part. By whole lists if only their order differs.
std::string cutsChange(const Tiling& before, const Tiling& after) {
  Tiling dims = after;
  for (const TilingEntry& cut : before)
    if (!partsOf(after, cut.dim)) dims.push_back(cut);
  std::string text;
  for (const auto& [dim, ignored] : dims) {
    const std::int64_t was = partsOf(before, dim).value_or(1);
    const std::int64_t now = partsOf(after, dim).value_or(1);
    if (was != now) text += fmt::format("{}{} {} → {}", text.empty() ? "" : ", ", dim, partsText(was), partsText(now));
  }
  return text.empty() ? fmt::format("{} → {}", cutsText(before), cutsText(after)) : text;
}

std::string modeText(const MappingRequest& request) {
  return request.tiling == TilingMode::Explicit ? cutsText(request.entries) : std::string(tilingName(request.tiling));
}

std::string tilingChange(const MappingRequest& before, const MappingRequest& after) {
  if (before.tiling == TilingMode::Explicit && after.tiling == TilingMode::Explicit)
    return "Tiling " + cutsChange(before.entries, after.entries);
  return fmt::format("Tiling {} → {}", modeText(before), modeText(after));
}

using Unrollings = std::optional<std::vector<std::pair<std::string, SpatialUnrolling>>>;

std::string coresText(const std::optional<std::vector<CoreId>>& cores) {
  if (!cores) return "proposed";
  std::string text;
  for (const CoreId core : *cores) text += fmt::format("{}{}", text.empty() ? "" : ", ", core.index());
  return text.empty() ? "none" : text;
}

std::string unrollingText(const Unrollings& unrollings) {
  if (!unrollings) return "proposed";
  std::string text;
  for (const auto& [dim, unrolling] : *unrollings) {
    const std::string factor = unrolling.factor == kUnrollAll ? "all" : std::to_string(unrolling.factor);
    text += fmt::format("{}{} {} on {}", text.empty() ? "" : ", ", factor, unrolling.loopDim, dim);
  }
  return text.empty() ? "best" : text;
}

/// What a rule says otherwise than before.
std::string ruleChange(const MappingRule& before, const MappingRule& after) {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
  const auto addCuts = [&](const char* what, const std::optional<Tiling>& was, const std::optional<Tiling>& now) {
    if (was != now) add(fmt::format("{} {}", what, cutsChange(was.value_or(Tiling()), now.value_or(Tiling()))));
  };
  if (before.cores != after.cores) add(fmt::format("cores {} → {}", coresText(before.cores), coresText(after.cores)));
  if (before.spatial != after.spatial)
    add(fmt::format("unrolling {} → {}", unrollingText(before.spatial), unrollingText(after.spatial)));
  addCuts("tiling", before.intraCore, after.intraCore);
  addCuts("split across cores", before.interCore, after.interCore);
  return text;
}

const MappingRule* ruleFor(const std::vector<MappingRule>& rules, const std::string& name) {
  const auto found = std::ranges::find(rules, name, &MappingRule::name);
  return found == rules.end() ? nullptr : &*found;
}

/// What held for the layers that `rule` names, as far as it or an older rule of that name says anything of it.
MappingRule ruleBefore(const std::vector<MappingRule>& rules, const MappingRule& rule, const Evaluation* shown) {
  const MappingRule* found = ruleFor(rules, rule.name);
  const MappingRule own = found != nullptr ? *found : MappingRule{.name = rule.name};
  if (shown == nullptr) return own;
  const auto layers = layersNamed(*shown->workload, rule.name);
  if (!layers || layers->empty()) return own;
  MappingRule held = ruleOf(*shown->workload, *shown->design.accelerator, *shown->mapping, layers->front());
  if (!rule.cores && !own.cores) held.cores.reset();
  if (!rule.spatial && !own.spatial) held.spatial.reset();
  if (!rule.intraCore && !own.intraCore) held.intraCore.reset();
  if (!rule.interCore && !own.interCore) held.interCore.reset();
  return held;
}

std::string rulesChange(const std::vector<MappingRule>& was, const std::vector<MappingRule>& now,
                        const Evaluation* shown) {
  std::vector<std::string> texts;
  for (const MappingRule& rule : now) {
    const MappingRule* same = ruleFor(was, rule.name);
    if (same == nullptr || *same != rule)
      texts.push_back(fmt::format("Mapping of {}: {}", rule.name, ruleChange(ruleBefore(was, rule, shown), rule)));
  }
  for (const MappingRule& rule : was)
    if (ruleFor(now, rule.name) == nullptr) texts.push_back(fmt::format("Mapping of {} as proposed", rule.name));
  if (texts.empty()) return "Order of mapping rules";
  return texts.size() == 1 ? texts.front() : fmt::format("{} and {} more", texts.front(), texts.size() - 1);
}

std::string fusionName(const MappingRequest& request) {
  if (const auto* named = std::get_if<NamedFusion>(&request.fusion)) return named->name;
  const std::string& source = std::get<ListedFusion>(request.fusion).source;
  return source.empty() ? "own plan" : source.substr(source.find_last_of('/') + 1);
}

/// What cuts the layers that a group of a plan names.
Tiling cutsHeld(const Workload& workload, const Mapping& mapping, const std::vector<std::string>& names) {
  std::vector<LayerId> layers;
  for (const std::string& name : names)
    if (const auto found = layersNamed(workload, name)) layers.insert(layers.end(), found->begin(), found->end());
  return presentCuts(workload, mapping, layers);
}

/// Two plans, and the evaluation and the mapping that they led to, if these are known.
struct PlansBeforeAndAfter {
  const ListedFusion& was;
  const ListedFusion& now;
  const Evaluation* shown;
  const Result<Mapping>& mapping;
};

/// Cuts of single groups that are other ones now; groups are counted from 1 as the plan lists them.
std::string groupCuts(const PlansBeforeAndAfter& plans) {
  const auto said = [](const ListedFusion& plan, std::size_t group) {
    return group < plan.tilings.size() ? plan.tilings[group] : std::nullopt;
  };
  if (plans.was.groups != plans.now.groups) return {};
  for (std::size_t group = 0; group < plans.now.groups.size(); ++group) {
    const std::optional<Tiling> old = said(plans.was, group), cuts = said(plans.now, group);
    if (old == cuts) continue;
    Tiling before = old.value_or(Tiling());
    Tiling after = cuts.value_or(Tiling());
    if (plans.shown != nullptr && plans.mapping) {
      before = cutsHeld(*plans.shown->workload, *plans.shown->mapping, plans.now.groups[group]);
      after = cutsHeld(*plans.shown->workload, *plans.mapping, plans.now.groups[group]);
    }
    if (before == after) return fmt::format("Tiling of group {} {}", group + 1, cuts ? "kept" : "as of all groups");
    return fmt::format("Tiling of group {}: {}", group + 1, cutsChange(before, after));
  }
  return {};
}

std::string fusionChange(const MappingRequest& was, const MappingRequest& now, const Evaluation* shown) {
  const auto* listed = std::get_if<ListedFusion>(&now.fusion);
  Result<Mapping> mapping;
  if (listed != nullptr && shown != nullptr) {
    mapping = makeMapping(*shown->workload, *shown->design.accelerator, now, shown->design.assumptions);
    const std::string text =
        mapping ? planChangeText(*shown->workload, shown->mapping->fusion, mapping->fusion) : std::string();
    if (!text.empty()) return text;
  }
  const auto* old = std::get_if<ListedFusion>(&was.fusion);
  const auto before = old != nullptr     ? std::optional(*old)
                      : shown != nullptr ? std::optional(listedFusion(*shown->workload, shown->mapping->fusion))
                                         : std::nullopt;
  if (before && listed != nullptr) {
    if (std::string cuts = groupCuts({*before, *listed, shown, mapping}); !cuts.empty()) return cuts;
    if (before->layers != listed->layers) return rulesChange(before->layers, listed->layers, shown);
  }
  return fmt::format("Fusion {} → {}", fusionName(was), fusionName(now));
}

}  // namespace

std::string mappingChangeText(const Design& before, const MappingRequest& after, const Evaluation* shown) {
  const MappingRequest& was = before.mapping;
  if (was.fusion != after.fusion) return fusionChange(was, after, shown);
  if (was.rules != after.rules) return rulesChange(was.rules, after.rules, shown);
  if (was.tiling != after.tiling || was.entries != after.entries) return tilingChange(was, after);
  return "Mapping";
}

}  // namespace fusewright
