#include "core/io/sweep_value_json.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/explore/sweep/sweep_points.h"

namespace fusewright {
namespace {

using Json = OrderedJson;

}  // namespace

void JsonPlace::refuse(std::string what, std::string remedy) const {
  refuseJson(std::move(what), where, std::move(remedy));
}

void JsonPlace::fields(std::initializer_list<const char*> known) const {
  const std::vector<std::string> names(known.begin(), known.end());
  if (!json.is_object()) refuse("this is no JSON object", fmt::format("write {{\"{}\": ...}}", names.front()));
  for (const auto& [key, value] : json.items())
    if (std::ranges::find(names, key) == names.end())
      refuse(fmt::format("there is no field '{}' here", key), suggestion(key, names));
}

std::optional<JsonPlace> JsonPlace::find(const char* name) const {
  const auto found = json.find(name);
  if (found == json.end()) return std::nullopt;
  const bool top = where.find(", ") == std::string::npos;
  return JsonPlace{.json = *found, .where = fmt::format("{}{}{}", where, top ? ", " : ".", name)};
}

std::vector<JsonPlace> JsonPlace::items() const {
  if (!json.is_array()) refuse("this is no list", "put it in [ ]");
  std::vector<JsonPlace> places;
  for (const Json& item : json) places.push_back({.json = item, .where = fmt::format("{}[{}]", where, places.size())});
  return places;
}

std::string JsonPlace::text() const {
  if (!json.is_string()) refuse("this is no text", "put it in double quotes");
  return json.get<std::string>();
}

double JsonPlace::number() const {
  if (!json.is_number() || !std::isfinite(json.get<double>())) refuse("this is no number", "give a finite number");
  return json.get<double>();
}

std::int64_t JsonPlace::whole(std::int64_t least, std::int64_t most) const {
  const std::string remedy = fmt::format("give a whole number from {} to {}", least, most);
  if (!json.is_number_integer()) refuse("this is no whole number", remedy);
  const bool tooLarge = json.is_number_unsigned() && json.get<std::uint64_t>() > static_cast<std::uint64_t>(most);
  if (tooLarge || json.get<std::int64_t>() < least || json.get<std::int64_t>() > most)
    refuse(fmt::format("{} is out of range", json.dump()), remedy);
  return json.get<std::int64_t>();
}

bool JsonPlace::yesOrNo() const {
  if (!json.is_boolean()) refuse("this is neither true nor false", "give one of them");
  return json.get<bool>();
}

std::string JsonPlace::value() const {
  if (json.is_string()) return json.get<std::string>();
  if (json.is_number_integer()) return json.dump();
  if (json.is_number_float()) return numberText(number());
  refuse("this is neither a number nor a text", "write values as on the command line");
}

std::vector<SweepSetting> JsonPlace::settings() const {
  if (!json.is_object()) refuse("this is no JSON object", R"(write {"fusion": "all"}, say)");
  std::vector<SweepSetting> settings;
  for (const auto& [key, item] : json.items())
    settings.push_back({key, JsonPlace{.json = item, .where = fmt::format("{}.{}", where, key)}.value()});
  return settings;
}

Json jsonValue(const std::string& value) {
  std::int64_t whole = 0;
  const char* end = value.data() + value.size();
  if (const auto [stop, fault] = std::from_chars(value.data(), end, whole); fault == std::errc{} && stop == end)
    if (Json(whole).dump() == value) return whole;
  double number = 0;
  if (const auto [stop, fault] = std::from_chars(value.data(), end, number); fault == std::errc{} && stop == end)
    if (std::isfinite(number) && numberText(number) == value && Json::parse(Json(number).dump()).is_number_float())
      return number;
  return value;
}

Json jsonOf(const std::vector<SweepSetting>& settings) {
  Json json = Json::object();
  for (const SweepSetting& setting : settings) json[setting.parameter] = jsonValue(setting.value);
  return json;
}

}  // namespace fusewright
