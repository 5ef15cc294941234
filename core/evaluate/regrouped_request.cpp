#include "core/evaluate/regrouped_request.h"

#include <algorithm>

#include "core/tiling/layer_tiling.h"
#include "core/tiling/recomputed_halos.h"

namespace fusewright {

Result<MappingRequest> regroupedRequest(const Evaluation& evaluation, const MappingRequest& request,
                                        const Regrouping& change) {
  const Workload& workload = *evaluation.workload;
  const Assumptions& assumptions = evaluation.design.assumptions;
  const auto plan = regrouped(workload, evaluation.mapping->fusion, change);
  if (!plan) return tl::make_unexpected(plan.error());
  MappingRequest asked = request;
  const auto* before = std::get_if<ListedFusion>(&request.fusion);
  asked.fusion = before != nullptr ? listedFusion(workload, *plan, *before) : listedFusion(workload, *plan);
  const auto mapping = makeMapping(workload, *evaluation.design.accelerator, asked, assumptions);
  if (!mapping) return tl::make_unexpected(mapping.error());
  const auto& groups = mapping->fusion.groups;
  if (std::ranges::find(groups, HaloRule::Recomputed, &FusionGroup::halos) == groups.end()) return asked;
  const auto cut = withRecomputedHalos(workload, mapping->fusion, tileLayers(workload, *mapping, assumptions));
  if (!cut) return tl::make_unexpected(cut.error());
  return asked;
}

}  // namespace fusewright
