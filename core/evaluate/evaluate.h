#pragma once

#include <stop_token>

#include "core/base/result.h"
#include "core/cost/tile_cost_table.h"
#include "core/evaluate/evaluation.h"

namespace fusewright {

/// Runs the chain Workload, Accelerator -> Mapping -> TileGraph -> TileCosts -> Schedule -> Metrics.
/// Pure and deterministic: `table` only remembers tile costs, `previous` only saves stages whose inputs did not change;
/// neither changes a bit of the answer. Errors: an impossible mapping, or "cancelled" when `stop` was requested.
/// A design that does not fit is an answer with violations, not an error.
[[nodiscard]] Result<Evaluation> evaluate(const Design& design, TileCostTable& table,
                                          const Evaluation* previous = nullptr, std::stop_token stop = {});

/// The Error that a stopped evaluation returns.
[[nodiscard]] const Error& cancelledError();

}  // namespace fusewright
