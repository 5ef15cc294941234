#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "app/options/design_options.h"
#include "core/hardware/iso_area.h"
#include "core/hardware/parameters.h"
#include "core/io/accelerator_yaml.h"
#include "core/io/fusion_plan_json.h"
#include "core/io/mapping_yaml.h"
#include "core/io/onnx_reader.h"

namespace fusewright {
namespace {

Result<Accelerator> resized(Accelerator accelerator, const DesignOptions& options) {
  if (!options.area && !options.memoryFraction) return accelerator;
  if (!options.area || !options.memoryFraction)
    return failure("only one of --area and --memory-fraction is given", options.area ? "--area" : "--memory-fraction",
                   "give both, as in --area 222 --memory-fraction 0.8");
  return withArea(accelerator, *options.area, *options.memoryFraction);
}

Result<Accelerator> changed(Accelerator accelerator, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    return failure(fmt::format("'{}' sets nothing", text), "--set",
                   "write PARAM=VALUE, as in --set onchip_memory_MB=4");
  auto next = withParameter(accelerator, text.substr(0, equals), text.substr(equals + 1));
  if (next) return next;
  return failure(next.error().what, fmt::format("--set {}", text), next.error().remedy);
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

bool isFile(const std::string& fusion) {
  return fusion.ends_with(".json") || fusion.find('/') != std::string::npos;
}

}  // namespace

Result<Workload> loadModel(const DesignOptions& options) {
  const auto dims = parseDims(options.dims);
  if (!dims) return tl::make_unexpected(dims.error());
  return readOnnx(options.model, {.dims = {dims->begin(), dims->end()}, .precision = precisionDefaults(options)});
}

Result<Accelerator> loadHardware(const DesignOptions& options) {
  auto accelerator = readAccelerator(options.hardware);
  if (!accelerator) return accelerator;
  accelerator = resized(*std::move(accelerator), options);
  for (const std::string& set : options.sets) {
    if (!accelerator) break;
    accelerator = changed(*std::move(accelerator), set);
  }
  return accelerator;
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
