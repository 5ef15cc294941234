#include "app/session/load_design.h"

#include <memory>
#include <utility>

#include "app/options/project_design.h"
#include "core/io/accelerator_yaml.h"

namespace fusewright {
namespace {

/// `request` with what `options` name instead of what `before` has; the rest as before.
MappingRequest mixed(const MappingRequest& before, MappingRequest request, const DesignOptions& options) {
  if (options.fusion.empty()) request.fusion = before.fusion;
  if (options.mapping.empty()) request.rules = before.rules;
  if (options.tiling.empty() && request.tiling == TilingMode::PerStep) {
    request.tiling = before.tiling;
    request.entries = before.entries;
  }
  return request;
}

bool namesMapping(const DesignOptions& options) {
  return !options.fusion.empty() || !options.mapping.empty() || !options.tiling.empty();
}

/// What of `options` decides how the model is read.
DesignOptions readingOf(const DesignOptions& options) {
  DesignOptions reading = options;
  for (std::string* other : {&reading.hardware, &reading.mapping, &reading.fusion, &reading.tiling}) other->clear();
  reading.sets.clear();
  reading.area.reset();
  reading.memoryFraction.reset();
  return reading;
}

SourcedModel sourced(DescribedModel model, ModelSource source) {
  source.summary = std::move(model.summary);
  return {.workload = std::make_shared<const Workload>(std::move(model.workload)),
          .source = std::make_shared<const ModelSource>(std::move(source))};
}

/// Everything but the model, which is a placeholder.
Result<Design> designAround(const DesignOptions& options) {
  const auto assumptions = loadAssumptions(options);
  if (!assumptions) return tl::make_unexpected(assumptions.error());
  // What is wrong with a plan is so with any model.
  if (const auto request = loadMappingRequest(options); !request) return tl::make_unexpected(request.error());
  if (options.hardware.empty())
    return failure("there is no accelerator yet", options.model, "open an accelerator (.yaml) too");
  auto accelerator = loadHardware(options);
  if (!accelerator) return tl::make_unexpected(accelerator.error());
  return Design{.workload = nullptr,
                .accelerator = std::make_shared<const Accelerator>(*std::move(accelerator)),
                .mapping = {},
                .assumptions = *assumptions};
}

/// `current` with the hardware that `options` name, or what they name alone if there is nothing yet.
Result<Design> startingPoint(const std::optional<Design>& current, const DesignOptions& options) {
  if (!current) return designAround(options);
  Design design = *current;
  if (options.hardware.empty()) return design;
  auto accelerator = loadHardware(options);
  if (!accelerator) return tl::make_unexpected(accelerator.error());
  design.accelerator = std::make_shared<const Accelerator>(*std::move(accelerator));
  return design;
}

}  // namespace

Result<SourcedModel> readSourced(const DesignOptions& options) {
  const auto reading = readOptions(options);
  if (!reading) return tl::make_unexpected(reading.error());
  auto model = describeModel(options.model, *reading);
  if (!model) return tl::make_unexpected(model.error());
  return sourced(*std::move(model), {.reading = readingOf(options)});
}

Result<SourcedModel> makeSourced(const TemplateChoice& choice, const DesignOptions& reading) {
  const auto how = readOptions(reading);
  if (!how) return tl::make_unexpected(how.error());
  auto bytes = buildModel(choice.kind, choice.parameters);
  if (!bytes) return tl::make_unexpected(bytes.error());
  auto model = describeModelBytes(*std::move(bytes), madeModelName(choice.kind, choice.parameters) + ".onnx", *how);
  if (!model) return tl::make_unexpected(model.error());
  return sourced(*std::move(model), {.reading = readingOf(reading), .kind = choice});
}

Result<SourcedDesign> loadSourced(const std::optional<Design>& current, const DesignOptions& options) {
  auto design = startingPoint(current, options);
  if (!design) return tl::make_unexpected(design.error());
  SourcedDesign loaded{.design = *std::move(design), .source = nullptr, .hardware = nullptr};
  if (!options.hardware.empty()) {
    auto hardware = readAccelerator(options.hardware);
    if (!hardware) return tl::make_unexpected(hardware.error());
    loaded.hardware = std::make_shared<const Accelerator>(*std::move(hardware));
  }
  const bool newModel = !options.model.empty() || !current;
  if (newModel && options.model.empty())
    return failure("there is no model yet", options.hardware, "open a model (.onnx) too");
  if (newModel) {
    auto model = readSourced(options);
    if (!model) return tl::make_unexpected(model.error());
    loaded.design.workload = std::move(model->workload);
    loaded.source = std::move(model->source);
  }
  if (!newModel && !namesMapping(options)) return loaded;
  auto request = loadMappingRequest(options);
  if (!request) return tl::make_unexpected(request.error());
  loaded.design.mapping = newModel ? *std::move(request) : mixed(current->mapping, *std::move(request), options);
  return loaded;
}

}  // namespace fusewright
