#include "core/io/model_writer.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/io/models/model_kinds.h"
#include "core/io/text_file.h"

namespace fusewright {
namespace {

template <typename Named>
std::vector<std::string> namesOf(std::span<const Named> table) {
  std::vector<std::string> names;
  for (const Named& entry : table) names.emplace_back(entry.name);
  return names;
}

std::string optionOf(std::string_view parameter) {
  return fmt::format("--{}", parameter);
}

Result<ModelParameter> findParameter(const ModelKind& kind, std::string_view name) {
  const auto parameter = std::ranges::find(kind.parameters, name, &ModelParameter::name);
  if (parameter != kind.parameters.end()) return *parameter;
  return failure(fmt::format("the model kind '{}' has no parameter '{}'", kind.name, name), optionOf(name),
                 suggestion(name, namesOf(kind.parameters)));
}

/// "give a number from 1 to 64 bits: bits per element".
std::string remedyOf(const ModelParameter& parameter) {
  return fmt::format("give {}{}: {}", parameter.choices.empty() ? "a number from " : "", rangeText(parameter),
                     parameter.meaning);
}

/// Every parameter of `kind`, given or not.
Result<ModelParameters> completed(const ModelKind& kind, const ModelParameters& given) {
  ModelParameters all;
  for (const ModelParameter& parameter : kind.parameters) all.emplace(parameter.name, parameter.fallback);
  for (const auto& [name, value] : given) {
    const auto parameter = findParameter(kind, name);
    if (!parameter) return tl::make_unexpected(parameter.error());
    if (value < parameter->minimum || value > parameter->maximum)
      return failure(fmt::format("{} is out of range", value), optionOf(name), remedyOf(*parameter));
    all.insert_or_assign(name, value);
  }
  return all;
}

}  // namespace

std::span<const ModelKind> modelKinds() {
  static const std::array kKinds{kConvChain,
                                 kFsrcnn,
                                 kLlama,
                                 kLstm,
                                 kMamba1,
                                 kMamba2,
                                 kMobileNetV2,
                                 kOpt,
                                 kOpt27b,
                                 kResnet18,
                                 kResnet50,
                                 kSwiglu,
                                 kTransformerDecoder,
                                 kTransformerEncoder,
                                 kUnet};
  return kKinds;
}

Result<ModelKind> findModelKind(std::string_view name) {
  const auto kind = std::ranges::find(modelKinds(), name, &ModelKind::name);
  if (kind != modelKinds().end()) return *kind;
  return failure(fmt::format("there is no model kind '{}'", name), {}, suggestion(name, namesOf(modelKinds())));
}

std::string valueText(const ModelParameter& parameter, std::int64_t value) {
  const auto choice = static_cast<std::size_t>(value);
  return value >= 0 && choice < parameter.choices.size() ? std::string(parameter.choices[choice])
                                                         : std::to_string(value);
}

std::string rangeText(const ModelParameter& parameter) {
  if (parameter.choices.empty())
    return fmt::format("{} to {}{}{}", parameter.minimum, parameter.maximum, parameter.unit.empty() ? "" : " ",
                       parameter.unit);
  std::string text;
  for (const std::string_view choice : parameter.choices)
    text += fmt::format("{}{}", text.empty() ? "" : " or ", choice);
  return text;
}

Result<std::int64_t> parseValue(const ModelKind& kind, std::string_view name, std::string_view text) {
  const auto parameter = findParameter(kind, name);
  if (!parameter) return tl::make_unexpected(parameter.error());
  const auto choice = std::ranges::find(parameter->choices, text);
  if (choice != parameter->choices.end()) return choice - parameter->choices.begin();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool isNumber = error == std::errc{} && end == text.data() + text.size() && !text.empty();
  if (isNumber && parameter->choices.empty()) return number;
  return failure(fmt::format("'{}' is no {}", text, parameter->choices.empty() ? "whole number" : "choice"),
                 optionOf(name), remedyOf(*parameter));
}

Result<std::string> buildModel(std::string_view name, const ModelParameters& parameters) {
  const auto kind = findModelKind(name);
  if (!kind) return tl::make_unexpected(kind.error());
  const auto all = completed(*kind, parameters);
  if (!all) return tl::make_unexpected(all.error());
  return kind->build(*all);
}

Result<void> writeModel(std::string_view kind, const ModelParameters& parameters, const std::filesystem::path& path) {
  const auto bytes = buildModel(kind, parameters);
  if (!bytes) return tl::make_unexpected(bytes.error());
  return writeTextFile(path, *bytes);
}

}  // namespace fusewright
