#pragma once

#include <memory>
#include <vector>

#include "core/evaluate/evaluation.h"
#include "core/metrics/accounting.h"
#include "core/metrics/time_budget.h"
#include "widgets/gantt/timeline.h"
#include "widgets/layers/layer_rows.h"
#include "widgets/memory/memory_curve.h"

namespace fusewright {

/// What views prepare of an evaluation before they can paint it. Built off the GUI thread together with the evaluation;
/// immutable and cheap to hand on.
struct SchedulePicture {
  std::shared_ptr<const Timeline> timeline;
  std::shared_ptr<const std::vector<MemoryPicture>> memories;
  std::shared_ptr<const std::vector<LayerRow>> layers;
  std::shared_ptr<const Accounting> accounting;
  std::shared_ptr<const std::vector<CoreBudget>> time;
};

[[nodiscard]] SchedulePicture buildSchedulePicture(const Evaluation& evaluation);

}  // namespace fusewright
