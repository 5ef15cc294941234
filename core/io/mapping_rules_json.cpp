#include "core/io/mapping_rules_json.h"

#include <fmt/format.h>

#include "core/base/nearest_name.h"

namespace fusewright {
namespace {

using Json = OrderedJson;

constexpr std::int64_t kMost = std::int64_t{1} << 40;

void expectList(const Json& json, const std::string& where, const char* of) {
  if (!json.is_array()) refuseJson("this is no list", where, fmt::format("write a list of {}", of));
}

std::string textIn(const Json& json, const std::string& where) {
  if (!json.is_string()) refuseJson("this is no text", where, "write it in double quotes");
  return json.get<std::string>();
}

std::int64_t wholeIn(const Json& json, const std::string& where, std::int64_t least, std::int64_t most) {
  const bool whole = json.is_number_integer();
  const bool huge = json.is_number_unsigned() && json.get<std::uint64_t>() > static_cast<std::uint64_t>(most);
  if (!whole || huge || json.get<std::int64_t>() < least || json.get<std::int64_t>() > most)
    refuseJson(fmt::format("{} is no whole number from {} to {}",
                           json.dump(-1, ' ', false, Json::error_handler_t::replace), least, most),
               where, "correct the number");
  return json.get<std::int64_t>();
}

/// Refuses what is no list of `count` elements.
void expectTuple(const Json& json, const std::string& where, std::size_t count, const char* of) {
  expectList(json, where, of);
  if (json.size() != count)
    refuseJson(fmt::format("a list of {}, not {}", json.size(), count), where, fmt::format("write {}", of));
}

Json spatialJson(const std::vector<std::pair<std::string, SpatialUnrolling>>& spatial) {
  Json list = Json::array();
  for (const auto& [array, unrolling] : spatial) {
    const Json factor = unrolling.factor == kUnrollAll ? Json("all") : Json(unrolling.factor);
    list.push_back(Json::array({array, unrolling.arrayDim, unrolling.loopDim, factor}));
  }
  return list;
}

std::vector<std::pair<std::string, SpatialUnrolling>> spatialIn(const Json& json, const std::string& where) {
  constexpr const char* kForm = R"([array dimension, its number, loop dimension, factor], as in ["d1", 0, "K", 32])";
  expectList(json, where, kForm);
  std::vector<std::pair<std::string, SpatialUnrolling>> spatial;
  for (const Json& entry : json) {
    expectTuple(entry, where, 4, kForm);
    SpatialUnrolling unrolling;
    unrolling.arrayDim = static_cast<int>(wholeIn(entry[1], where, 0, 1'000'000));
    unrolling.loopDim = textIn(entry[2], where);
    unrolling.factor = entry[3] == "all" ? kUnrollAll : wholeIn(entry[3], where, 1, kMost);
    spatial.emplace_back(textIn(entry[0], where), std::move(unrolling));
  }
  return spatial;
}

Json ruleJson(const MappingRule& rule) {
  Json json{{"name", rule.name}};
  if (rule.dimNames) json["dims"] = *rule.dimNames;
  if (rule.cores) {
    Json cores = Json::array();
    for (const CoreId core : *rule.cores) cores.push_back(core.value);
    json["cores"] = std::move(cores);
  }
  if (rule.spatial) json["spatial"] = spatialJson(*rule.spatial);
  if (rule.intraCore) json["intra_core"] = tilingJson(*rule.intraCore);
  if (rule.interCore) json["inter_core"] = tilingJson(*rule.interCore);
  if (!rule.source.empty()) json["source"] = rule.source;
  return json;
}

void readField(MappingRule& rule, const std::string& key, const Json& value, const std::string& where) {
  if (key == "name") {
    rule.name = textIn(value, where);
  } else if (key == "source") {
    rule.source = textIn(value, where);
  } else if (key == "dims") {
    expectList(value, where, "names");
    rule.dimNames.emplace();
    for (const Json& name : value) rule.dimNames->push_back(textIn(name, where));
  } else if (key == "cores") {
    expectList(value, where, "numbers of cores");
    rule.cores.emplace();
    for (const Json& core : value)
      rule.cores->push_back(CoreId(static_cast<std::int32_t>(wholeIn(core, where, 0, 1'000'000))));
  } else if (key == "spatial") {
    rule.spatial = spatialIn(value, where);
  } else if (key == "intra_core") {
    rule.intraCore = tilingIn(value, where);
  } else if (key == "inter_core") {
    rule.interCore = tilingIn(value, where);
  } else {
    static const std::vector<std::string> kKnown{"name", "dims", "cores", "spatial", "intra_core", "inter_core"};
    refuseJson(fmt::format("there is no field '{}' here", key), where, suggestion(key, kKnown));
  }
}

}  // namespace

OrderedJson tilingJson(const Tiling& tiling) {
  Json list = Json::array();
  for (const TilingEntry& entry : tiling)
    list.push_back(Json::array({entry.dim, entry.parts == kOnePartPerIteration ? Json("all") : Json(entry.parts)}));
  return list;
}

Tiling tilingIn(const OrderedJson& json, const std::string& where) {
  constexpr const char* kForm = R"([dimension, parts], as in ["L", 64] or ["L", "all"])";
  expectList(json, where, kForm);
  Tiling tiling;
  for (const Json& entry : json) {
    expectTuple(entry, where, 2, kForm);
    tiling.push_back(
        {textIn(entry[0], where), entry[1] == "all" ? kOnePartPerIteration : wholeIn(entry[1], where, 1, kMost)});
  }
  return tiling;
}

OrderedJson mappingRulesJson(const std::vector<MappingRule>& rules) {
  Json list = Json::array();
  for (const MappingRule& rule : rules) list.push_back(ruleJson(rule));
  return list;
}

std::vector<MappingRule> mappingRulesIn(const OrderedJson& json, const std::string& where) {
  expectList(json, where, "rules");
  std::vector<MappingRule> rules;
  for (const Json& entry : json) {
    const std::string place = fmt::format("{}[{}]", where, rules.size());
    if (!entry.is_object()) refuseJson("the rule is no JSON object", place, R"(write it like {"name": "MatMul"})");
    MappingRule rule;
    for (const auto& [key, value] : entry.items()) readField(rule, key, value, place + "." + key);
    if (rule.name.empty()) refuseJson("the rule has no name", place, "name a layer, an operator or \"default\"");
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace fusewright
