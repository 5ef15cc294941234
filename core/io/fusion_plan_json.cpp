#include "core/io/fusion_plan_json.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/io/checked_json.h"
#include "core/io/read_file.h"

namespace fusewright {
namespace {

using Json = OrderedJson;

constexpr std::size_t kLargestFile = std::size_t{4} << 20;
constexpr std::int64_t kMostParts = std::int64_t{1} << 40;

std::vector<std::vector<std::string>> groupsOf(const Json& root, const std::string& path) {
  const std::string remedy = R"(write it like {"groups": [["layer", "layer"]]})";
  if (!root.contains("groups")) refuseJson("field 'groups' is missing", path, remedy);
  if (!root["groups"].is_array()) refuseJson("'groups' is no list", path, remedy);
  std::vector<std::vector<std::string>> groups;
  for (const Json& group : root["groups"]) {
    const std::string where = fmt::format("{}, groups[{}]", path, groups.size());
    if (!group.is_array()) refuseJson("the group is no list", where, remedy);
    groups.emplace_back();
    for (const Json& name : group) {
      if (!name.is_string())
        refuseJson("a layer is named by something other than text", where, "give layer names in double quotes");
      groups.back().push_back(name.get<std::string>());
    }
  }
  return groups;
}

std::int64_t partsOf(const Json& value, const std::string& where) {
  if (value == "all") return kOnePartPerIteration;
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

FusionPlanFile planIn(const Json& root, const std::string& path) {
  if (!root.is_object())
    refuseJson("the file holds no JSON object", path, R"(write it like {"groups": [["layer", "layer"]]})");
  for (const auto& [key, value] : root.items())
    if (key != "groups" && key != "tiling")
      refuseJson(fmt::format("there is no field '{}' here", key), path,
                 suggestion(key, std::vector<std::string>{"groups", "tiling"}));
  FusionPlanFile plan;
  plan.fusion = {.groups = groupsOf(root, path), .source = path};
  if (!root.contains("tiling")) return plan;
  if (!root["tiling"].is_object())
    refuseJson("'tiling' is no JSON object", path, R"(write it like "tiling": {"L": 64})");
  for (const auto& [dim, parts] : root["tiling"].items())
    plan.tiling.push_back({dim, partsOf(parts, fmt::format("{}, tiling.{}", path, dim))});
  return plan;
}

}  // namespace

Result<FusionPlanFile> readFusionPlan(const std::string& path) {
  const auto text = readFile(path, kLargestFile);
  if (!text) return tl::make_unexpected(text.error());
  return guardedJson(path, "see the fusion plans in examples", [&] { return planIn(checkedJson(*text, path), path); });
}

}  // namespace fusewright
