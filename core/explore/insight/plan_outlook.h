#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>

#include "core/evaluate/evaluation.h"
#include "core/explore/insight/health.h"

namespace fusewright {

/// What a fusion plan amounts to, in the few numbers by which plans are compared before one is taken.
struct PlanOutlook {
  Cycles latency;
  std::optional<FullestMemory> fullest;  ///< none without memories on the chip
  std::int64_t tiles = 0;
  std::size_t violations = 0;

  friend bool operator==(const PlanOutlook&, const PlanOutlook&) = default;
};

[[nodiscard]] PlanOutlook outlookOf(const Evaluation& evaluation);

/// Evaluates one design.
using PlanEvaluator = std::function<Result<Evaluation>(const Design&, std::stop_token)>;

/// Nobody asked in so many words for a plan to be tried, so plans of more tiles than this, and than four times those of
/// the present one, are not.
inline constexpr std::int64_t kManyTrialTiles = 100'000;

/// What `request` would make of the design of `now`. Errors: an impossible mapping, too many tiles to be tried, a stop.
[[nodiscard]] Result<PlanOutlook> tryPlan(const Evaluation& now, const MappingRequest& request,
                                          const PlanEvaluator& evaluate, std::stop_token stop = {});

}  // namespace fusewright
