#include "widgets/breakdown/breakdown_data.h"

#include <utility>

namespace fusewright {

BreakdownData breakdownData(std::shared_ptr<const Evaluation> evaluation, const SchedulePicture& picture) {
  const Evaluation& shown = *evaluation;
  const Accelerator& accelerator = *shown.design.accelerator;
  return {.evaluation = std::move(evaluation),
          .layers = picture.layers,
          .energy = energyBreakdown(*shown.workload, accelerator, *shown.graph, *shown.costs, *shown.schedule,
                                    shown.design.assumptions),
          .accounting = picture.accounting,
          .time = sumOf(*picture.time)};
}

}  // namespace fusewright
