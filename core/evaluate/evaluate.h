#pragma once

#include <limits>
#include <stop_token>

#include "core/base/result.h"
#include "core/cost/tile_cost_table.h"
#include "core/evaluate/evaluation.h"

namespace fusewright {

/// Longer than any schedule.
inline constexpr Cycles kNoLimit{std::numeric_limits<double>::infinity()};

/// Runs the chain Workload, Accelerator -> Mapping -> TileGraph -> TileCosts -> Schedule -> Metrics.
/// Pure and deterministic: `table` only remembers tile costs, `previous` only saves stages whose inputs did not change;
/// neither changes a bit of the answer. Errors: an impossible mapping, or "cancelled" when `stop` was requested.
/// A design that does not fit is an answer with violations, not an error. `auto` is the fastest of autoPlans() without
/// violations. A schedule that is sure to take more than `limit` is given up as soon as that is known: slowerError().
[[nodiscard]] Result<Evaluation> evaluate(const Design& design, TileCostTable& table,
                                          const Evaluation* previous = nullptr, std::stop_token stop = {},
                                          Cycles limit = kNoLimit);

/// The Error of an evaluation beyond its limit.
[[nodiscard]] const Error& slowerError();

/// The Error that a stopped evaluation returns.
[[nodiscard]] const Error& cancelledError();

}  // namespace fusewright
