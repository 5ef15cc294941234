#include <fmt/format.h>

#include "core/mapping/apply_plan.h"
#include "core/mapping/apply_rules.h"
#include "core/mapping/apply_tiling.h"
#include "core/mapping/auto_plans.h"
#include "core/mapping/cut_lone_layers.h"
#include "core/mapping/halo_rules.h"
#include "core/mapping/mapping_request.h"
#include "core/mapping/propose_fusion.h"

namespace fusewright {
namespace {

Result<FusionPlan> fusionOf(const Workload& workload, const Accelerator& accelerator, const MappingRequest& request) {
  if (const auto* listed = std::get_if<ListedFusion>(&request.fusion)) {
    auto plan = planFromNames(workload, listed->groups);
    if (plan) return withHalos(workload, *listed, *std::move(plan));
    if (listed->source.empty()) return plan;
    const Error& error = plan.error();
    return failure(error.what,
                   error.where.empty() ? listed->source : fmt::format("{}: {}", listed->source, error.where),
                   error.remedy);
  }
  const std::string& name = std::get<NamedFusion>(request.fusion).name;
  return isAutomatic(request) ? proposeFusion(workload, accelerator) : studyPlan(workload, name);
}

}  // namespace

Result<Mapping> makeMapping(const Workload& workload, const Accelerator& accelerator, const MappingRequest& request,
                            const Assumptions& assumptions) {
  auto fusion = fusionOf(workload, accelerator, request);
  if (!fusion) return tl::make_unexpected(fusion.error());
  return makeMappingWith(*std::move(fusion), workload, accelerator, request, assumptions);
}

Result<Mapping> makeMappingWith(FusionPlan plan, const Workload& workload, const Accelerator& accelerator,
                                const MappingRequest& request, const Assumptions& assumptions) {
  auto layers = layersByRules(workload, accelerator, request.rules, assumptions);
  if (!layers) return tl::make_unexpected(layers.error());
  auto mapping = withTiling(workload, accelerator, request, {.layers = *std::move(layers), .fusion = std::move(plan)});
  if (!mapping) return mapping;
  std::vector<bool> cut;
  if (const auto* listed = std::get_if<ListedFusion>(&request.fusion)) {
    auto planned = withPlan(workload, accelerator, *listed, *std::move(mapping));
    if (!planned) return tl::make_unexpected(planned.error());
    cut = std::move(planned->cut);
    mapping = std::move(planned->mapping);
  }
  if (assumptions.has(Repair::LoneLayersStay))
    mapping = withLoneLayersCut(workload, accelerator, *std::move(mapping), cut);
  return checkedMapping(workload, accelerator, *std::move(mapping));
}

}  // namespace fusewright
