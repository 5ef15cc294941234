#include "widgets/breakdown/breakdown_data.h"

#include <utility>

namespace fusewright {

BreakdownData breakdownData(std::shared_ptr<const Evaluation> evaluation) {
  const Evaluation& shown = *evaluation;
  const Accelerator& accelerator = *shown.design.accelerator;
  return {.evaluation = std::move(evaluation),
          .layers = buildLayerRows(shown),
          .energy = energyBreakdown(*shown.workload, accelerator, *shown.graph, *shown.costs, *shown.schedule,
                                    shown.design.assumptions),
          .accounting = accountFor(accelerator, *shown.schedule, *shown.metrics),
          .time = timeBudget(accelerator, *shown.costs, *shown.schedule, *shown.metrics)};
}

}  // namespace fusewright
