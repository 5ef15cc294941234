#include "core/explore/insight/plan_outlook.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/tiling/layer_tiling.h"

namespace fusewright {

PlanOutlook outlookOf(const Evaluation& evaluation) {
  return {.latency = evaluation.metrics->latency,
          .fullest = fullestMemory(evaluation),
          .tiles = static_cast<std::int64_t>(evaluation.graph->size()),
          .violations = evaluation.metrics->violations.size()};
}

Result<PlanOutlook> tryPlan(const Evaluation& now, const MappingRequest& request, const PlanEvaluator& evaluate,
                            std::stop_token stop) {
  const auto mapping = makeMapping(*now.workload, *now.design.accelerator, request, now.design.assumptions);
  if (!mapping) return tl::make_unexpected(mapping.error());
  std::int64_t tiles = 0;
  for (const LayerTiling& tiling : tileLayers(*now.workload, *mapping, now.design.assumptions)) tiles += tiling.tiles;
  if (tiles > std::max(kManyTrialTiles, 4 * static_cast<std::int64_t>(now.graph->size())))
    return failure(fmt::format("{} tiles are too many to be tried beforehand", tiles), "tiling",
                   "take it to see what it gives; it can be undone");
  Design design = now.design;
  design.mapping = request;
  const auto tried = evaluate(design, std::move(stop));
  if (!tried) return tl::make_unexpected(tried.error());
  return outlookOf(*tried);
}

}  // namespace fusewright
