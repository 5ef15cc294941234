#include "core/io/fusion_plan_json.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/base/nearest_name.h"
#include "core/io/read_file.h"

namespace fusewright {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLargestFile = std::size_t{4} << 20;
constexpr std::int64_t kMostParts = std::int64_t{1} << 40;

/// Thrown while reading, caught in readFusionPlan.
struct Refusal {
  Error error;
};

[[noreturn]] void refuse(std::string what, std::string where, std::string remedy) {
  throw Refusal{{std::move(what), std::move(where), std::move(remedy)}};
}

std::size_t lineOf(const std::string& text, std::size_t byte) {
  std::size_t line = 1;
  for (std::size_t index = 0; index < std::min(byte, text.size()); ++index) line += text[index] == '\n' ? 1 : 0;
  return line;
}

/// Parses, and refuses keys given twice, which the library would merge silently.
Json parsed(const std::string& text, const std::string& path) {
  std::vector<std::vector<std::string>> open;
  const auto watch = [&](int, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event != Json::parse_event_t::key) return true;
    const auto key = value.get<std::string>();
    if (std::ranges::find(open.back(), key) != open.back().end())
      refuse(fmt::format("'{}' is given twice", key), path, "keep one of the two");
    open.back().push_back(key);
    return true;
  };
  try {
    return Json::parse(text, watch);
  } catch (const Json::parse_error& fault) {
    refuse("this is no valid JSON", fmt::format("{}:{}", path, lineOf(text, fault.byte)),
           "correct the line: a comma, quote or bracket is wrong there");
  }
}

std::vector<std::vector<std::string>> groupsOf(const Json& root, const std::string& path) {
  const std::string remedy = R"(write it like {"groups": [["layer", "layer"]]})";
  if (!root.contains("groups")) refuse("field 'groups' is missing", path, remedy);
  if (!root["groups"].is_array()) refuse("'groups' is no list", path, remedy);
  std::vector<std::vector<std::string>> groups;
  for (const Json& group : root["groups"]) {
    const std::string where = fmt::format("{}, groups[{}]", path, groups.size());
    if (!group.is_array()) refuse("the group is no list", where, remedy);
    groups.emplace_back();
    for (const Json& name : group) {
      if (!name.is_string())
        refuse("a layer is named by something other than text", where, "give layer names in double quotes");
      groups.back().push_back(name.get<std::string>());
    }
  }
  return groups;
}

std::int64_t partsOf(const Json& value, const std::string& where) {
  if (value == "all") return kOnePartPerIteration;
  if (!value.is_number_integer() || value.is_number_float())
    refuse("the number of parts is no whole number", where, "give a whole number, or \"all\"");
  const bool negative = !value.is_number_unsigned() && value.get<std::int64_t>() < 1;
  const auto parts =
      negative ? std::int64_t{0}
               : static_cast<std::int64_t>(std::min<std::uint64_t>(value.get<std::uint64_t>(), kMostParts + 1));
  if (parts < 1 || parts > kMostParts)
    refuse(fmt::format("{} parts", value.dump()), where, fmt::format("give a whole number from 1 to {}", kMostParts));
  return parts;
}

FusionPlanFile planIn(const Json& root, const std::string& path) {
  if (!root.is_object())
    refuse("the file holds no JSON object", path, R"(write it like {"groups": [["layer", "layer"]]})");
  for (const auto& [key, value] : root.items())
    if (key != "groups" && key != "tiling")
      refuse(fmt::format("there is no field '{}' here", key), path,
             suggestion(key, std::vector<std::string>{"groups", "tiling"}));
  FusionPlanFile plan;
  plan.fusion = {.groups = groupsOf(root, path), .source = path};
  if (!root.contains("tiling")) return plan;
  if (!root["tiling"].is_object()) refuse("'tiling' is no JSON object", path, R"(write it like "tiling": {"L": 64})");
  for (const auto& [dim, parts] : root["tiling"].items())
    plan.tiling.push_back({dim, partsOf(parts, fmt::format("{}, tiling.{}", path, dim))});
  return plan;
}

}  // namespace

Result<FusionPlanFile> readFusionPlan(const std::string& path) {
  const auto text = readFile(path, kLargestFile);
  if (!text) return tl::make_unexpected(text.error());
  try {
    return planIn(parsed(*text, path), path);
  } catch (const Refusal& refusal) {
    return tl::make_unexpected(refusal.error);
  } catch (const Json::exception& fault) {
    return failure(fmt::format("this is no fusion plan: {}", fault.what()), path, "see the fusion plans in examples");
  }
}

}  // namespace fusewright
