#include "core/io/fusion_plan_fields.h"
#include "core/mapping/halo_rules.h"

namespace fusewright {
namespace {

using Json = OrderedJson;

Json jsonOf(std::int64_t count, std::int64_t all) {
  return count == all ? Json("all") : Json(count);
}

Json jsonOf(const Tiling& tiling) {
  Json json = Json::object();
  for (const TilingEntry& entry : tiling) json[entry.dim] = jsonOf(entry.parts, kOnePartPerIteration);
  return json;
}

Json groupJson(const ListedFusion& fusion, std::size_t group) {
  const bool cut = group < fusion.tilings.size() && fusion.tilings[group];
  const bool recomputed = halosOf(fusion, group) == HaloRule::Recomputed;
  if (!cut && !recomputed) return fusion.groups[group];
  Json json{{"layers", fusion.groups[group]}};
  if (cut) json["tiling"] = jsonOf(*fusion.tilings[group]);
  if (recomputed) json["halos"] = "recomputed";
  return json;
}

Json layerJson(const MappingRule& rule) {
  Json json = Json::object();
  if (rule.intraCore) json["tiling"] = jsonOf(*rule.intraCore);
  if (rule.cores)
    for (CoreId core : *rule.cores) json["cores"].push_back(core.value);
  if (rule.interCore) json["inter_core_tiling"] = jsonOf(*rule.interCore);
  if (!rule.spatial) return json;
  json["spatial"] = Json::object();
  for (const auto& [arrayDim, unrolling] : *rule.spatial)
    json["spatial"][arrayDim][unrolling.loopDim] = jsonOf(unrolling.factor, kUnrollAll);
  return json;
}

}  // namespace

OrderedJson fusionPlanJson(const FusionPlanFile& plan) {
  const ListedFusion& fusion = plan.fusion;
  Json root;
  root["groups"] = Json::array();
  for (std::size_t group = 0; group < fusion.groups.size(); ++group) root["groups"].push_back(groupJson(fusion, group));
  if (!plan.tiling.empty()) root["tiling"] = jsonOf(plan.tiling);
  for (const MappingRule& rule : fusion.layers) root["layers"][rule.name] = layerJson(rule);
  if (fusion.order == TileOrder::Nested) root["order"] = "nested";
  if (fusion.order == TileOrder::ByNeed) root["order"] = "by-need";
  if (fusion.policy.prefetchDepth) root["prefetch"] = *fusion.policy.prefetchDepth;
  if (fusion.policy.eviction == Eviction::IdleFirst) root["eviction"] = "idle-first";
  if (fusion.policy.links == LinkUse::InParts) root["transfers"] = "in-parts";
  return root;
}

std::string writeFusionPlan(const FusionPlanFile& plan) {
  return fusionPlanJson(plan).dump(2) + "\n";
}

}  // namespace fusewright
