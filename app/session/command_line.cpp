#include "app/session/command_line.h"

#include <algorithm>
#include <optional>
#include <set>
#include <variant>

#include <fmt/format.h>

#include "app/options/project_design.h"
#include "core/io/names.h"
#include "core/io/project_json.h"

namespace fusewright {
namespace {

/// As many changes as lead near `wanted`; all that differs beyond parameters is left out.
std::vector<std::string> changes(const Accelerator& loaded, const Accelerator& wanted) {
  std::vector<std::string> sets;
  for (const auto& [name, value] : parameterChanges(loaded, wanted).changes) sets.push_back(name + "=" + value);
  return sets;
}

std::string fusionOption(const MappingRequest& request) {
  const auto* named = std::get_if<NamedFusion>(&request.fusion);
  return named != nullptr ? named->name : std::get<ListedFusion>(request.fusion).source;
}

std::string tilingOption(const MappingRequest& request) {
  return request.tiling == TilingMode::PerStep ? std::string() : tilingText(request);
}

bool isPaper(const std::string& assumptions) {
  return assumptions.starts_with("paper");
}

/// The bits that all operands of layers that may cost something, and their tensors, have; none if they differ.
std::optional<int> commonPrecision(const Workload& workload) {
  std::set<int> precisions;
  const auto add = [&](const Operand& operand) {
    precisions.insert(operand.precision);
    if (operand.tensor) precisions.insert(workload.tensor(*operand.tensor).precision);
  };
  for (const Layer& layer : workload.layers) {
    if (layer.kind == LayerKind::Routing) continue;
    add(layer.output);
    for (const Operand& input : layer.inputs) add(input);
  }
  return precisions.size() == 1 ? std::optional(*precisions.begin()) : std::nullopt;
}

/// `assumptions` as changes to the other preset than nameOf() would take.
std::string spelledFromPreset(const Assumptions& assumptions, bool paper) {
  std::string text = paper ? "paper" : "physical";
  for (std::size_t index = 0; index < kRepairs; ++index)
    if (assumptions.repaired[index] == paper)
      text += fmt::format(",{}{}", paper ? '+' : '-', textOf(static_cast<Repair>(index)).id);
  if (assumptions.prefetchDepth != Assumptions{}.prefetchDepth)
    text += fmt::format(",prefetch={}", assumptions.prefetchDepth);
  return text;
}

/// The preset also says which precisions a model takes by default. If the model was read under the other one, they are
/// given as options, or the preset stays and the text says how the assumptions differ from it.
void setAssumptions(DesignOptions& options, const Design& design) {
  const bool readAsPaper = isPaper(options.assumptions);
  options.assumptions = nameOf(design.assumptions);
  if (isPaper(options.assumptions) == readAsPaper) return;
  const auto precision = commonPrecision(*design.workload);
  if (precision) {
    options.activationBits = options.weightBits = options.outputBits = precision;
  } else {
    options.assumptions = spelledFromPreset(design.assumptions, readAsPaper);
  }
}

}  // namespace

bool isSaidByOptions(const Design& design, const DesignFiles& files) {
  const auto* listed = std::get_if<ListedFusion>(&design.mapping.fusion);
  if (listed != nullptr && listed->source.empty()) return false;
  if (!design.mapping.rules.empty() && design.mapping.rules != files.rules) return false;
  return files.hardware && !files.sources.hardware.empty() &&
         parameterChanges(*files.hardware, *design.accelerator).reached;
}

std::string projectCommandOf(const Project& project) {
  const std::string text = projectText(project, {}, JsonLayout::Compact);
  return "printf '%s' " + shellQuoted(text) + " > design.fusewright && fusewright-cli schedule design.fusewright";
}

std::string modelCommandOf(const TemplateChoice& choice, const std::string& path) {
  std::string line = "fusewright-cli model " + choice.kind;
  for (const auto& [name, text] : parameterTexts(choice)) line += " " + shellQuoted(fmt::format("--{}={}", name, text));
  return line + " -o " + shellQuoted(path);
}

DesignOptions designOptionsOf(const Design& design, const DesignOptions& sources, const Accelerator& loaded) {
  DesignOptions options = sources;
  options.sets = changes(loaded, *design.accelerator);
  setAssumptions(options, design);
  options.area.reset();
  options.memoryFraction.reset();
  options.fusion = fusionOption(design.mapping);
  options.tiling = tilingOption(design.mapping);
  return options;
}

std::string commandLineOf(const Design& design, const DesignOptions& sources, const Accelerator& loaded) {
  std::string line = "fusewright-cli schedule";
  for (const std::string& argument : designArguments(designOptionsOf(design, sources, loaded)))
    line += " " + shellQuoted(argument);
  return line;
}

}  // namespace fusewright
