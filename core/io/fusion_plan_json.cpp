#include "core/io/fusion_plan_json.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/io/fusion_plan_fields.h"
#include "core/io/read_file.h"

namespace fusewright {
namespace {

using Json = OrderedJson;

constexpr std::size_t kLargestPlan = std::size_t{4} << 20;
constexpr std::int64_t kMostParts = std::int64_t{1} << 40;
constexpr std::uint64_t kMostCores = 4096;
constexpr std::int64_t kMostPrefetched = 1'000'000'000;  ///< tiles; "all" stands for it

constexpr const char* kGroupsRemedy = R"(write it like {"groups": [["layer", "layer"]]})";

std::int64_t countOf(const Json& value, const std::string& where, std::int64_t all) {
  if (value == "all") return all;
  if (!value.is_number_integer() || value.is_number_float())
    refuseJson("the number of parts is no whole number", where, "give a whole number, or \"all\"");
  const bool negative = !value.is_number_unsigned() && value.get<std::int64_t>() < 1;
  const auto parts =
      negative ? std::int64_t{0}
               : static_cast<std::int64_t>(std::min<std::uint64_t>(value.get<std::uint64_t>(), kMostParts + 1));
  if (parts < 1 || parts > kMostParts)
    refuseJson(fmt::format("{} parts", value.dump()), where,
               fmt::format("give a whole number from 1 to {}", kMostParts));
  return parts;
}

/// Refuses what is no JSON object or has other fields than those of `known`.
void allowOnly(const Json& object, const std::vector<std::string>& known, const std::string& where,
               const std::string& what) {
  if (!object.is_object()) refuseJson(what + " is no JSON object", where, kGroupsRemedy);
  for (const auto& [key, value] : object.items())
    if (std::ranges::find(known, key) == known.end())
      refuseJson(fmt::format("there is no field '{}' here", key), where, suggestion(key, known));
}

Tiling tilingOf(const Json& value, const std::string& where) {
  if (!value.is_object()) refuseJson("'tiling' is no JSON object", where, R"(write it like "tiling": {"L": 64})");
  Tiling tiling;
  for (const auto& [dim, parts] : value.items())
    tiling.push_back({dim, countOf(parts, fmt::format("{}.{}", where, dim), kOnePartPerIteration)});
  return tiling;
}

std::vector<std::string> namesOf(const Json& list, const std::string& where) {
  if (!list.is_array()) refuseJson("the group is no list", where, kGroupsRemedy);
  std::vector<std::string> names;
  for (const Json& name : list) {
    if (!name.is_string())
      refuseJson("a layer is named by something other than text", where, "give layer names in double quotes");
    names.push_back(name.get<std::string>());
  }
  return names;
}

HaloRule halosOf(const Json& value, const std::string& where) {
  if (value == "stored") return HaloRule::Stored;
  if (value != "recomputed")
    refuseJson(fmt::format("{} is no rule for halos", value.dump()), where + ", halos", "give stored or recomputed");
  return HaloRule::Recomputed;
}

/// A group is a list of names, or an object that gives its tiling and what becomes of its halos too.
void addGroup(const Json& group, const std::string& path, ListedFusion& fusion) {
  const std::string where = fmt::format("{}, groups[{}]", path, fusion.groups.size());
  if (!group.is_object()) {
    fusion.groups.push_back(namesOf(group, where));
    return;
  }
  allowOnly(group, {"layers", "tiling", "halos"}, where, "the group");
  if (!group.contains("layers")) refuseJson("field 'layers' is missing", where, kGroupsRemedy);
  fusion.groups.push_back(namesOf(group["layers"], where));
  if (group.contains("halos") && halosOf(group["halos"], where) == HaloRule::Recomputed) {
    fusion.halos.resize(fusion.groups.size());
    fusion.halos.back() = HaloRule::Recomputed;
  }
  if (!group.contains("tiling")) return;
  fusion.tilings.resize(fusion.groups.size());
  fusion.tilings.back() = tilingOf(group["tiling"], where + ", tiling");
}

std::vector<CoreId> coresOf(const Json& list, const std::string& where) {
  const char* remedy = "number cores as the accelerator does, from 0, as in \"cores\": [0, 1]";
  if (!list.is_array() || list.empty()) refuseJson("'cores' is no list of cores", where, remedy);
  std::vector<CoreId> cores;
  for (const Json& core : list) {
    if (!core.is_number_unsigned() || core.get<std::uint64_t>() >= kMostCores)
      refuseJson(fmt::format("{} is no core number", core.dump()), where, remedy);
    cores.emplace_back(core.get<std::int32_t>());
  }
  return cores;
}

std::vector<std::pair<std::string, SpatialUnrolling>> spatialOf(const Json& value, const std::string& where) {
  const char* remedy = R"(write it like "spatial": {"D1": {"L": 64}})";
  if (!value.is_object()) refuseJson("'spatial' is no JSON object", where, remedy);
  std::vector<std::pair<std::string, SpatialUnrolling>> unrollings;
  for (const auto& [arrayDim, loops] : value.items()) {
    if (!loops.is_object()) refuseJson(fmt::format("'{}' is no JSON object", arrayDim), where, remedy);
    for (const auto& [loop, factor] : loops.items())
      unrollings.push_back({arrayDim, {.arrayDim = 0, .loopDim = loop, .factor = countOf(factor, where, kUnrollAll)}});
  }
  return unrollings;
}

MappingRule layerOf(const std::string& name, const Json& value, const std::string& path) {
  const std::string where = fmt::format("{}, layers.{}", path, name);
  allowOnly(value, {"tiling", "cores", "inter_core_tiling", "spatial"}, where, "the layer");
  MappingRule rule{
      .name = name, .dimNames = {}, .cores = {}, .spatial = {}, .intraCore = {}, .interCore = {}, .source = path};
  if (value.contains("tiling")) rule.intraCore = tilingOf(value["tiling"], where + ", tiling");
  if (value.contains("cores")) rule.cores = coresOf(value["cores"], where);
  if (value.contains("inter_core_tiling"))
    rule.interCore = tilingOf(value["inter_core_tiling"], where + ", inter_core_tiling");
  if (value.contains("spatial")) rule.spatial = spatialOf(value["spatial"], where);
  return rule;
}

TileOrder orderOf(const Json& value, const std::string& path) {
  if (value == "turns") return TileOrder::Turns;
  if (value == "by-need") return TileOrder::ByNeed;
  if (value != "nested")
    refuseJson(fmt::format("{} is no order", value.dump()), path + ", order", "give turns, nested or by-need");
  return TileOrder::Nested;
}

Eviction evictionOf(const Json& value, const std::string& path) {
  if (value == "farthest-use") return Eviction::FarthestUse;
  if (value != "idle-first")
    refuseJson(fmt::format("{} is no rule of eviction", value.dump()), path + ", eviction",
               "give farthest-use or idle-first");
  return Eviction::IdleFirst;
}

LinkUse linkUseOf(const Json& value, const std::string& path) {
  if (value == "whole") return LinkUse::Whole;
  if (value != "in-parts")
    refuseJson(fmt::format("{} is no way to use links", value.dump()), path + ", transfers", "give whole or in-parts");
  return LinkUse::InParts;
}

}  // namespace

FusionPlanFile fusionPlanIn(const OrderedJson& root, const std::string& path) {
  if (!root.is_object()) refuseJson("the file holds no JSON object", path, kGroupsRemedy);
  allowOnly(root, {"groups", "tiling", "layers", "order", "prefetch", "eviction", "transfers"}, path, "the file");
  if (!root.contains("groups")) refuseJson("field 'groups' is missing", path, kGroupsRemedy);
  if (!root["groups"].is_array()) refuseJson("'groups' is no list", path, kGroupsRemedy);
  FusionPlanFile plan;
  plan.fusion.source = path;
  for (const Json& group : root["groups"]) addGroup(group, path, plan.fusion);
  if (root.contains("tiling")) plan.tiling = tilingOf(root["tiling"], path + ", tiling");
  if (root.contains("layers")) {
    if (!root["layers"].is_object())
      refuseJson("'layers' is no JSON object", path, R"(write it like "layers": {"in_proj": {"tiling": {"D": 40}}})");
    for (const auto& [name, value] : root["layers"].items()) plan.fusion.layers.push_back(layerOf(name, value, path));
  }
  if (root.contains("order")) plan.fusion.order = orderOf(root["order"], path);
  if (root.contains("prefetch")) {
    const std::int64_t depth = countOf(root["prefetch"], path + ", prefetch", kMostPrefetched);
    plan.fusion.policy.prefetchDepth = static_cast<std::int32_t>(std::min(depth, kMostPrefetched));
  }
  if (root.contains("eviction")) plan.fusion.policy.eviction = evictionOf(root["eviction"], path);
  if (root.contains("transfers")) plan.fusion.policy.links = linkUseOf(root["transfers"], path);
  return plan;
}

Result<FusionPlanFile> readFusionPlan(const std::string& path) {
  const auto text = readFile(path, kLargestPlan);
  if (!text) return tl::make_unexpected(text.error());
  return guardedJson(path, "see the fusion plans in examples",
                     [&] { return fusionPlanIn(checkedJson(*text, path), path); });
}

}  // namespace fusewright
