#include "app/options/project_design.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "core/hardware/parameter_settings.h"
#include "core/hardware/parameters.h"
#include "core/io/accelerator_yaml.h"
#include "core/io/mapping_yaml.h"
#include "core/io/model_writer.h"
#include "core/io/project_json.h"
#include "core/io/provenance.h"
#include "core/io/read_file.h"
#include "core/io/sha256.h"

namespace fusewright {
namespace {

constexpr std::size_t kLargestHashed = std::size_t{256} << 20;

std::vector<std::string> assignments(const std::vector<NamedValue>& values) {
  std::vector<std::string> texts;
  for (const auto& [name, value] : values) texts.push_back(name + "=" + value);
  return texts;
}

/// `file`, or the one of that name beside the project if there is none where it was.
std::string found(const std::string& file, const std::string& project) {
  std::error_code error;
  if (file.empty() || std::filesystem::exists(file, error)) return file;
  const auto beside = std::filesystem::path(project).parent_path() / std::filesystem::path(file).filename();
  return std::filesystem::exists(beside, error) ? beside.string() : file;
}

Result<DescribedModel> madeModel(const ProjectModel& model, const DesignOptions& options) {
  const auto parameters = kindParameters(model);
  if (!parameters) return tl::make_unexpected(parameters.error());
  auto bytes = buildModel(model.kind, *parameters);
  if (!bytes) return tl::make_unexpected(bytes.error());
  const auto reading = readOptions(options);
  if (!reading) return tl::make_unexpected(reading.error());
  return describeModelBytes(*std::move(bytes), madeModelName(model.kind, *parameters) + ".onnx", *reading);
}

/// The model of a file. Nobody is there to choose sizes that it leaves open: the reader says which they are.
Result<DescribedModel> readModel(const DesignOptions& options) {
  const auto reading = readOptions(options);
  if (!reading) return tl::make_unexpected(reading.error());
  auto model = describeModel(options.model, *reading);
  if (!model || options.guessDims) return model;
  const auto isOpen = [](const SymbolicDim& symbol) { return !symbol.size; };
  if (std::ranges::none_of(model->summary.symbols, isOpen)) return model;
  auto refused = loadModel(options);
  if (!refused) return tl::make_unexpected(refused.error());
  return model;
}

Result<Accelerator> withProjectParameters(Accelerator accelerator, const Project& project, const std::string& path) {
  for (const auto& [name, value] : project.hardware.parameters) {
    auto next = withParameter(accelerator, name, value);
    if (!next)
      return failure(next.error().what, fmt::format("{}, hardware.parameters.{}", path, name), next.error().remedy);
    accelerator = *std::move(next);
  }
  return accelerator;
}

/// What to say of a model that is not the one that the project was saved with.
std::vector<std::string> hashWarnings(const ProjectModel& model) {
  if (model.sha256.empty() || !model.kind.empty()) return {};
  const auto bytes = readFile(model.file, kLargestHashed);
  if (!bytes || sha256(*bytes) == model.sha256) return {};
  return {fmt::format("{} has changed since the project was saved: results may differ", model.file)};
}

Result<Project> readEither(const std::string& path) {
  return mayCarryProject(path) ? readFigureProject(path) : readProject(path);
}

/// The design of a project without its baseline. A model like that of `known` is not read again.
Result<LoadedProject> loadedDesign(Project project, const std::string& path, const LoadedProject* known) {
  for (std::string* file : {&project.model.file, &project.hardware.file, &project.mappingFile})
    *file = found(*file, path);
  for (std::string& file : project.model.operators) file = found(file, path);
  const auto assumptions = parseAssumptions(project.assumptions);
  if (!assumptions) return failure(assumptions.error().what, path + ", assumptions", assumptions.error().remedy);
  DesignOptions sources = modelOptions(project.model, project.assumptions);
  sources.hardware = project.hardware.file;
  sources.mapping = project.mappingFile;
  auto hardware = project.hardware.yaml.empty() ? readAccelerator(project.hardware.file)
                                                : parseAccelerator(project.hardware.yaml, path + ", hardware.yaml");
  if (!hardware) return tl::make_unexpected(hardware.error());
  auto changed = withProjectParameters(*hardware, project, path);
  if (!changed) return tl::make_unexpected(changed.error());
  LoadedProject loaded{.project = project, .design = {}, .sources = sources};
  loaded.hardware = std::make_shared<const Accelerator>(*std::move(hardware));
  loaded.design.accelerator = std::make_shared<const Accelerator>(*std::move(changed));
  loaded.design.mapping = project.mapping;
  loaded.design.assumptions = *assumptions;
  if (!project.mappingFile.empty()) {
    auto rules = readMappingRules(project.mappingFile);
    if (!rules) return tl::make_unexpected(rules.error());
    loaded.design.mapping.rules = *std::move(rules);
  }
  if (known != nullptr && known->project.model == project.model) {
    loaded.design.workload = known->design.workload;
    loaded.summary = known->summary;
    return loaded;
  }
  auto model = project.model.kind.empty() ? readModel(sources) : madeModel(project.model, sources);
  if (!model) return tl::make_unexpected(model.error());
  loaded.design.workload = std::make_shared<const Workload>(std::move(model->workload));
  loaded.summary = std::move(model->summary);
  loaded.warnings = hashWarnings(project.model);
  return loaded;
}

}  // namespace

Result<ModelParameters> kindParameters(const ProjectModel& model) {
  const auto kind = findModelKind(model.kind);
  if (!kind) return tl::make_unexpected(kind.error());
  ModelParameters parameters;
  for (const auto& [name, text] : model.parameters) {
    const auto value = parseValue(*kind, name, text);
    if (!value) return tl::make_unexpected(value.error());
    parameters[name] = *value;
  }
  return parameters;
}

std::string madeModelName(const std::string& kind, const ModelParameters& parameters) {
  const auto length = parameters.find("seq-len");
  return length == parameters.end() ? kind : fmt::format("{}_L{}", kind, length->second);
}

bool namesProject(const std::string& path) {
  return path.ends_with(kProjectEnding) || mayCarryProject(path);
}

DesignOptions modelOptions(const ProjectModel& model, const std::string& assumptions) {
  DesignOptions options;
  options.model = model.file;
  options.assumptions = model.readAs.empty() ? assumptions : model.readAs;
  options.dims = assignments(model.dims);
  options.guessDims = model.guessDims;
  options.branches = assignments(model.branches);
  options.trips = assignments(model.trips);
  options.operators = model.operators;
  options.activationBits = model.activationBits;
  options.weightBits = model.weightBits;
  options.outputBits = model.outputBits;
  return options;
}

Result<LoadedProject> loadProject(const std::string& path) {
  auto project = readEither(path);
  if (!project) return tl::make_unexpected(project.error());
  auto loaded = loadedDesign(*project, path, nullptr);
  if (!loaded || loaded->project.baseline.empty()) return loaded;
  if (auto baseline = loadedDesign(loaded->project.baseline.front(), path, &*loaded)) {
    loaded->baseline = std::make_shared<const LoadedProject>(*std::move(baseline));
  } else {
    // The work itself is there; a comparison can be made anew.
    loaded->warnings.push_back("the baseline is left out: " + message(baseline.error()));
  }
  return loaded;
}

Result<Design> withOptions(const LoadedProject& loaded, const DesignOptions& options) {
  Design design = loaded.design;
  const bool changes = !options.sets.empty() || options.area || options.memoryFraction;
  if (!options.hardware.empty() || changes) {
    auto accelerator = options.hardware.empty() ? changedHardware(*design.accelerator, options) : loadHardware(options);
    if (!accelerator) return tl::make_unexpected(accelerator.error());
    design.accelerator = std::make_shared<const Accelerator>(*std::move(accelerator));
  }
  if (options.fusion.empty() && options.mapping.empty() && options.tiling.empty()) return design;
  auto request = loadMappingRequest(options);
  if (!request) return tl::make_unexpected(request.error());
  if (options.fusion.empty()) request->fusion = design.mapping.fusion;
  if (options.mapping.empty()) request->rules = design.mapping.rules;
  if (options.tiling.empty() && request->tiling == TilingMode::PerStep) {
    request->tiling = design.mapping.tiling;
    request->entries = design.mapping.entries;
  }
  design.mapping = *std::move(request);
  return design;
}

ParameterChanges parameterChanges(const Accelerator& loaded, const Accelerator& wanted) {
  const auto valueOf = [](const Parameter& parameter) {
    return parameter.text ? *parameter.text : fmt::format("{}", parameter.value);
  };
  ParameterChanges found;
  Accelerator reached = loaded;
  auto present = parametersOf(reached);
  auto targets = parametersOf(wanted);
  // As the changes are set when they are read.
  std::ranges::stable_sort(targets, {}, [](const Parameter& target) { return stageOf(target.id); });
  for (const Parameter& target : targets) {
    if (reached == wanted) break;
    const auto known = std::ranges::find(present, target.id, &Parameter::id);
    if (known != present.end() && valueOf(*known) == valueOf(target)) continue;
    auto next = withParameter(reached, target.id, valueOf(target));
    if (!next) continue;
    reached = *std::move(next);
    present = parametersOf(reached);
    found.changes.emplace_back(target.id, valueOf(target));
  }
  found.reached = reached == wanted;
  return found;
}

}  // namespace fusewright
