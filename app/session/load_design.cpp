#include "app/session/load_design.h"

#include <memory>
#include <utility>

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

}  // namespace

Result<Design> loadDesign(const std::optional<Design>& current, const DesignOptions& options) {
  if (!current) return makeDesign(options);
  Design design = *current;
  if (!options.hardware.empty()) {
    auto accelerator = loadHardware(options);
    if (!accelerator) return tl::make_unexpected(accelerator.error());
    design.accelerator = std::make_shared<const Accelerator>(*std::move(accelerator));
  }
  if (!options.model.empty()) {
    auto workload = loadModel(options);
    if (!workload) return tl::make_unexpected(workload.error());
    design.workload = std::make_shared<const Workload>(*std::move(workload));
  }
  if (options.model.empty() && !namesMapping(options)) return design;
  auto request = loadMappingRequest(options);
  if (!request) return tl::make_unexpected(request.error());
  design.mapping = options.model.empty() ? mixed(current->mapping, *std::move(request), options) : *std::move(request);
  return design;
}

}  // namespace fusewright
