#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/evaluate/evaluation.h"
#include "core/metrics/accounting.h"
#include "core/metrics/energy_breakdown.h"
#include "core/metrics/time_budget.h"
#include "widgets/layers/layer_rows.h"

namespace fusewright {

/// Everything that breakdowns are made of. Made off the GUI thread, as it walks over all tiles and transfers.
struct BreakdownData {
  std::shared_ptr<const Evaluation> evaluation;
  std::vector<LayerRow> layers;  ///< by family, in file order
  EnergyBreakdown energy;
  Accounting accounting;
  TimeBudget time;
};

[[nodiscard]] BreakdownData breakdownData(std::shared_ptr<const Evaluation> evaluation);

}  // namespace fusewright
