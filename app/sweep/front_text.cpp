#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/sweep/setting_text.h"
#include "app/sweep/sweep_front.h"
#include "core/io/csv_text.h"
#include "core/io/sweep_spec_json.h"

namespace fusewright {
namespace {

using Json = nlohmann::ordered_json;

Json numberOrNull(double number) {
  return std::isfinite(number) ? Json(number) : Json(nullptr);
}

}  // namespace

Result<std::string> frontCsv(const Front& front, const FrontRequest& request) {
  std::string text;
  for (const std::string& objective : request.objectives) text += objective + ",";
  for (const std::string& parameter : request.parameters) text += csvText(parameter) + ",";
  text += "key\n";
  for (const FrontDesign& design : front.designs) {
    const auto settings = parseSettings(design.stored.parameters, "database");
    if (!settings) return tl::make_unexpected(settings.error());
    for (const double value : design.objectives) text += fmt::format("{},", value);
    for (const std::string& parameter : request.parameters) text += csvText(settingOf(*settings, parameter)) + ",";
    text += hexText(design.key) + "\n";
  }
  return text;
}

Result<std::string> frontJson(const Front& front, const FrontRequest& request) {
  Json reference = Json::object();
  for (std::size_t place = 0; place < request.objectives.size(); ++place)
    reference[request.objectives[place]] = numberOrNull(front.reference[place]);
  Json designs = Json::array();
  for (const FrontDesign& design : front.designs) {
    const auto settings = parseSettings(design.stored.parameters, "database");
    if (!settings) return tl::make_unexpected(settings.error());
    Json objectives = Json::object();
    for (std::size_t place = 0; place < request.objectives.size(); ++place)
      objectives[request.objectives[place]] = numberOrNull(design.objectives[place]);
    designs.push_back({{"key", hexText(design.key)},
                       {"objectives", std::move(objectives)},
                       {"parameters", Json::parse(design.stored.parameters)}});
  }
  const Json json{{"objectives", request.objectives},
                  {"constraints", request.constraints},
                  {"designs_in_database", front.rows},
                  {"designs_that_fit", front.fitting},
                  {"candidates", front.candidates},
                  {"reference", std::move(reference)},
                  {"hypervolume", numberOrNull(front.hypervolume)},
                  {"front", std::move(designs)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string effectsCsv(const std::vector<Effect>& effects) {
  std::string text =
      "parameter,objective,range,lowest_mean,lowest_at,highest_mean,highest_at,variance_share,levels,designs\n";
  for (const auto& [parameter, objective, effect] : effects)
    text += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", csvText(parameter), objective, effect.range(),
                        effect.lowestMean, csvText(effect.lowestAt), effect.highestMean, csvText(effect.highestAt),
                        effect.varianceShare, effect.levels, effect.designs);
  return text;
}

}  // namespace fusewright
