#include "core/mapping/auto_plans.h"

#include <algorithm>
#include <utility>

#include "core/mapping/mamba_block.h"
#include "core/mapping/propose_fusion.h"

namespace fusewright {

bool isAutomatic(const MappingRequest& request) {
  const auto* named = std::get_if<NamedFusion>(&request.fusion);
  return named != nullptr && named->name == "auto";
}

Result<std::vector<FusionPlan>> autoPlans(const Workload& workload, const Accelerator& accelerator) {
  auto proposed = proposeFusion(workload, accelerator);
  if (!proposed) return tl::make_unexpected(proposed.error());
  std::vector<FusionPlan> plans{*std::move(proposed)};
  const auto add = [&](FusionPlan plan) {
    if (std::ranges::find(plans, plan) == plans.end()) plans.push_back(std::move(plan));
  };
  add(unfusedPlan(workload));
  if (!mambaBlocks(workload).empty()) return plans;
  FusionPlan whole{.groups = {{}}};
  for (std::size_t index = 0; index < workload.layers.size(); ++index)
    if (workload.layers[index].kind == LayerKind::Compute) whole.groups.front().layers.emplace_back(index);
  if (!whole.groups.front().layers.empty()) add(std::move(whole));
  return plans;
}

}  // namespace fusewright
