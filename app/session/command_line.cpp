#include "app/session/command_line.h"

#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include "core/hardware/parameters.h"
#include "core/io/names.h"

namespace fusewright {
namespace {

std::string textOf(const Parameter& parameter) {
  return parameter.text ? *parameter.text : fmt::format("{}", parameter.value);
}

/// Changes that lead from `loaded` to `wanted`, chip-wide ones first; an instance's own ones follow only if still
/// needed.
std::vector<std::string> changes(const Accelerator& loaded, const Accelerator& wanted) {
  std::vector<std::string> sets;
  Accelerator reached = loaded;
  for (const Parameter& target : parametersOf(wanted)) {
    const auto present = parametersOf(reached);
    const auto found = std::ranges::find(present, target.id, &Parameter::id);
    if (found != present.end() && textOf(*found) == textOf(target)) continue;
    auto next = withParameter(reached, target.id, textOf(target));
    if (!next) continue;
    reached = *std::move(next);
    sets.push_back(target.id + "=" + textOf(target));
  }
  return sets;
}

std::string fusionOption(const MappingRequest& request) {
  const auto* named = std::get_if<NamedFusion>(&request.fusion);
  return named != nullptr ? named->name : std::get<ListedFusion>(request.fusion).source;
}

std::string tilingOption(const MappingRequest& request) {
  return request.tiling == TilingMode::PerStep ? std::string() : tilingText(request);
}

}  // namespace

std::string shellQuoted(const std::string& text) {
  const auto isPlain = [](char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 ||
           std::string_view("-_./=,:+").find(letter) != std::string_view::npos;
  };
  if (!text.empty() && std::ranges::all_of(text, isPlain)) return text;
  std::string quoted = "'";
  for (const char letter : text) quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return quoted + "'";
}

std::string commandLineOf(const Design& design, const DesignOptions& sources, const Accelerator& loaded) {
  DesignOptions options = sources;
  options.sets = changes(loaded, *design.accelerator);
  options.area.reset();
  options.memoryFraction.reset();
  options.fusion = fusionOption(design.mapping);
  options.tiling = tilingOption(design.mapping);
  std::string line = "fusewright-cli schedule";
  for (const std::string& argument : designArguments(options)) line += " " + shellQuoted(argument);
  return line;
}

}  // namespace fusewright
