#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/cost/tile_cost_table.h"
#include "core/explore/search/search.h"
#include "core/explore/search/search_candidates.h"

namespace fusewright {

/// What became of a candidate.
struct SearchOutcome {
  std::shared_ptr<const Evaluation> evaluation;  ///< none if it was given up, impossible or not reached
  double value = 0;                              ///< of the objective
  std::string remark;                            ///< why there is no evaluation
  bool reached = false;                          ///< false: a stop came before
};

/// Evaluates candidates side by side on a few threads; outcomes are in the candidates' order. A schedule longer than
/// `limit` is given up.
[[nodiscard]] std::vector<SearchOutcome> evaluateAll(const std::vector<SearchCandidate>& candidates,
                                                     Objective objective, int jobs, TileCostTable& table, Cycles limit,
                                                     std::stop_token stop);

}  // namespace fusewright
