#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/evaluate/evaluation.h"
#include "core/metrics/energy_breakdown.h"
#include "core/metrics/time_budget.h"
#include "widgets/schedule_picture.h"

namespace fusewright {

/// Everything that breakdowns are made of. Made off the GUI thread, as it walks over all tiles and transfers.
struct BreakdownData {
  std::shared_ptr<const Evaluation> evaluation;
  std::shared_ptr<const std::vector<LayerRow>> layers;  ///< by family, in file order
  EnergyBreakdown energy;
  std::shared_ptr<const Accounting> accounting;
  TimeBudget time;
};

/// `picture` is of that evaluation: what it holds already is not worked out again.
[[nodiscard]] BreakdownData breakdownData(std::shared_ptr<const Evaluation> evaluation, const SchedulePicture& picture);

}  // namespace fusewright
