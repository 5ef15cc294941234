#include "app/sweep/design_key.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "app/sweep/setting_text.h"
#include "core/base/assumptions.h"
#include "core/evaluate/results_version.h"
#include "core/hardware/parameter_settings.h"
#include "core/io/model_writer.h"

namespace fusewright {
namespace {

/// All parameters of a kind with their values as numbers, those left out too.
std::string kindText(const SweepModel& model, const std::vector<SweepSetting>& settings) {
  std::map<std::string, std::string> values;
  const auto kind = findModelKind(model.kind);
  if (kind)
    for (const ModelParameter& parameter : kind->parameters)
      values[std::string(parameter.name)] = fmt::format("{}", parameter.fallback);
  const auto set = [&](const std::string& name, const std::string& value) {
    const auto number = kind ? parseValue(*kind, name, value) : Result<std::int64_t>(failure("", ""));
    values[name] = number ? fmt::format("{}", *number) : value;
  };
  for (const SweepSetting& parameter : model.parameters) set(parameter.parameter, parameter.value);
  for (const SweepSetting& setting : settings)
    if (parameterKind(setting.parameter) == ParameterKind::ModelParameter)
      set(setting.parameter.substr(std::string_view("model.").size()), setting.value);
  std::string text = "kind " + model.kind;
  for (const auto& [name, value] : values) text += fmt::format(" {}={}", name, value);
  return text;
}

/// Under `paper` models are read with other precisions, so its name counts beside what it assumes.
std::string assumptionsText(const std::string& value) {
  const auto assumptions = parseAssumptions(value);
  return fmt::format("{} {}", value.starts_with("paper"), assumptions ? nameOf(*assumptions) : value);
}

}  // namespace

ContentHash designKey(const std::vector<SweepSetting>& settings, const SweepModel& model, const FileHash& hashOf) {
  std::vector<std::string> lines;
  std::vector<SweepSetting> sets;
  for (const SweepSetting& setting : settings) {
    const auto add = [&](const std::string& value) {
      lines.push_back(fmt::format("{}={}\n", setting.parameter, value));
    };
    switch (parameterKind(setting.parameter)) {
      case ParameterKind::Model:
        add(model.kind.empty() ? hexText(hashOf(model.file)) : kindText(model, settings));
        break;
      case ParameterKind::Hardware:
      case ParameterKind::MappingFile:
        add(hexText(hashOf(setting.value)));
        break;
      case ParameterKind::FusionText:
        add(namesPlanFile(setting.value) ? hexText(hashOf(setting.value)) : setting.value);
        break;
      case ParameterKind::AssumptionsText:
        add(assumptionsText(setting.value));
        break;
      case ParameterKind::ModelParameter:
        break;  // part of the model
      case ParameterKind::Set:
        sets.push_back({setting.parameter, canonicalValue(setting.value)});
        break;
      default:
        add(canonicalValue(setting.value));
    }
  }
  std::ranges::sort(lines);
  // In the order in which they are set: that of one stage may matter.
  std::ranges::stable_sort(sets, {}, [](const SweepSetting& setting) { return stageOf(setting.parameter); });
  for (const auto& [parameter, value] : sets) lines.push_back(fmt::format("{}={}\n", parameter, value));
  return contentHash(
      fmt::format("fusewright " FUSEWRIGHT_VERSION " results {}\n{}", kResultsVersion, fmt::join(lines, "")));
}

}  // namespace fusewright
