#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "app/options/design_options.h"
#include "app/options/project_design.h"
#include "core/io/accelerator_yaml.h"
#include "core/io/fusion_plan_json.h"
#include "core/io/mapping_yaml.h"
#include "core/io/onnx_reader.h"
#include "core/io/operators_yaml.h"

namespace fusewright {
namespace {

Result<std::optional<AreaSetting>> areaOf(const DesignOptions& options) {
  if (!options.area && !options.memoryFraction) return std::optional<AreaSetting>();
  if (!options.area || !options.memoryFraction)
    return failure("only one of --area and --memory-fraction is given", options.area ? "--area" : "--memory-fraction",
                   "give both, as in --area 222 --memory-fraction 0.8");
  return AreaSetting{.areaMm2 = *options.area, .memoryFraction = *options.memoryFraction};
}

/// Under `paper` what the study's tool takes, elsewhere the model's element types; options go first. That tool takes
/// sums to be twice as wide as activations.
PrecisionDefaults precisionDefaults(const DesignOptions& options) {
  const bool paper = options.assumptions.starts_with("paper");
  PrecisionDefaults defaults = paper ? kPaperPrecision : PrecisionDefaults{};
  if (options.activationBits) {
    defaults.activation = options.activationBits;
    if (paper) defaults.output = 2 * *options.activationBits;
  }
  if (options.weightBits) defaults.weight = options.weightBits;
  if (options.outputBits) defaults.output = options.outputBits;
  return defaults;
}

/// "NODE" and "VALUE" of "NODE=VALUE"; names of nodes may hold a = themselves.
std::pair<std::string, std::string> nodeAndValue(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos) return {text, ""};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

Result<std::map<std::string, Branch>> parseBranches(const std::vector<std::string>& texts) {
  std::map<std::string, Branch> branches;
  for (const std::string& text : texts) {
    const auto [node, branch] = nodeAndValue(text);
    if (node.empty() || (branch != "then" && branch != "else"))
      return failure(fmt::format("'{}' names no branch", text), "--branch",
                     "write NODE=then or NODE=else, as in --branch If_12=else");
    branches[node] = branch == "then" ? Branch::Then : Branch::Else;
  }
  return branches;
}

Result<std::map<std::string, std::int64_t>> parseTrips(const std::vector<std::string>& texts) {
  std::map<std::string, std::int64_t> trips;
  for (const std::string& text : texts) {
    const auto [node, count] = nodeAndValue(text);
    std::int64_t number = -1;
    const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), number);
    if (node.empty() || error != std::errc{} || end != count.data() + count.size() || number < 0)
      return failure(fmt::format("'{}' gives no Loop a number of iterations", text), "--trips",
                     "write NODE=N with a whole number, as in --trips Loop_3=10");
    trips[node] = number;
  }
  return trips;
}

Result<std::vector<OperatorDescription>> loadOperators(const std::vector<std::string>& files) {
  std::vector<OperatorDescription> all;
  for (const std::string& file : files) {
    auto some = readOperators(file);
    if (!some) return some;
    std::ranges::move(*some, std::back_inserter(all));
  }
  return all;
}

bool isFile(const std::string& fusion) {
  return fusion.ends_with(".json") || fusion.find('/') != std::string::npos;
}

}  // namespace

Result<OnnxReadOptions> readOptions(const DesignOptions& options) {
  const auto dims = parseDims(options.dims);
  if (!dims) return tl::make_unexpected(dims.error());
  auto branches = parseBranches(options.branches);
  if (!branches) return tl::make_unexpected(branches.error());
  auto trips = parseTrips(options.trips);
  if (!trips) return tl::make_unexpected(trips.error());
  auto operators = loadOperators(options.operators);
  if (!operators) return tl::make_unexpected(operators.error());
  return OnnxReadOptions{.dims = {dims->begin(), dims->end()},
                         .precision = precisionDefaults(options),
                         .openSizes = options.guessDims ? OpenSizes::Guessed : OpenSizes::Refused,
                         .branches = *std::move(branches),
                         .trips = *std::move(trips),
                         .operators = *std::move(operators)};
}

Result<Workload> loadModel(const DesignOptions& options) {
  const auto reading = readOptions(options);
  if (!reading) return tl::make_unexpected(reading.error());
  return readOnnx(options.model, *reading);
}

Result<Accelerator> loadHardware(const DesignOptions& options) {
  auto accelerator = readAccelerator(options.hardware);
  if (!accelerator) return accelerator;
  return changedHardware(*std::move(accelerator), options);
}

Result<std::vector<ParameterSetting>> parameterSettings(const std::vector<std::string>& sets) {
  std::vector<ParameterSetting> settings;
  for (const std::string& text : sets) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      return failure(fmt::format("'{}' sets nothing", text), "--set",
                     "write PARAM=VALUE, as in --set onchip_memory_MB=4");
    settings.push_back({.id = text.substr(0, equals), .value = text.substr(equals + 1), .place = "--set " + text});
  }
  return settings;
}

Result<Accelerator> changedHardware(Accelerator accelerator, const DesignOptions& options) {
  const auto settings = parameterSettings(options.sets);
  if (!settings) return tl::make_unexpected(settings.error());
  const auto area = areaOf(options);
  if (!area) return tl::make_unexpected(area.error());
  return withSettings(std::move(accelerator), *settings, *area);
}

Result<MappingRequest> loadMappingRequest(const DesignOptions& options) {
  MappingRequest request;
  request.fusion = NamedFusion{options.fusion.empty() ? "auto" : options.fusion};
  if (!options.mapping.empty()) {
    auto rules = readMappingRules(options.mapping);
    if (!rules) return tl::make_unexpected(rules.error());
    request.rules = *std::move(rules);
  }
  if (isFile(options.fusion)) {
    auto plan = readFusionPlan(options.fusion);
    if (!plan) return tl::make_unexpected(plan.error());
    request.fusion = std::move(plan->fusion);
    if (!plan->tiling.empty()) request.tiling = TilingMode::Explicit;
    request.entries = std::move(plan->tiling);
  }
  if (options.tiling.empty()) return request;
  auto tiling = parseTiling(options.tiling);
  if (!tiling) return tl::make_unexpected(tiling.error());
  request.tiling = tiling->mode;
  request.entries = std::move(tiling->entries);
  return request;
}

Result<Assumptions> loadAssumptions(const DesignOptions& options) {
  auto assumptions = parseAssumptions(options.assumptions);
  if (assumptions) return assumptions;
  return failure(assumptions.error().what, fmt::format("--assumptions {}", options.assumptions),
                 assumptions.error().remedy);
}

Result<Design> makeDesign(const DesignOptions& options) {
  if (namesProject(options.model)) {
    const auto project = loadProject(options.model);
    return project ? withOptions(*project, options) : tl::make_unexpected(project.error());
  }
  if (options.hardware.empty())
    return failure("no accelerator is given", "--hardware",
                   "name one, as in --hardware examples/accelerators/marca.yaml");
  const auto assumptions = loadAssumptions(options);
  if (!assumptions) return tl::make_unexpected(assumptions.error());
  auto request = loadMappingRequest(options);
  if (!request) return tl::make_unexpected(request.error());
  auto accelerator = loadHardware(options);
  if (!accelerator) return tl::make_unexpected(accelerator.error());
  auto workload = loadModel(options);
  if (!workload) return tl::make_unexpected(workload.error());
  return Design{.workload = std::make_shared<const Workload>(*std::move(workload)),
                .accelerator = std::make_shared<const Accelerator>(*std::move(accelerator)),
                .mapping = *std::move(request),
                .assumptions = *assumptions};
}

}  // namespace fusewright
