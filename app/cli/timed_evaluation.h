#pragma once

#include <cstdint>
#include <vector>

#include "core/base/result.h"
#include "core/evaluate/evaluation.h"
#include "core/io/summary_json.h"

namespace fusewright {

/// An evaluation and how long it took, in milliseconds from Workload to Metrics on one thread.
struct TimedEvaluation {
  Evaluation evaluation;
  TimingSummary cold;  ///< each run with an empty table of tile costs and no earlier evaluation
  TimingSummary warm;  ///< each run with all tile costs in the table, still no earlier evaluation
};

/// Evaluates `design` once, then `repetitions` times cold and as often warm.
[[nodiscard]] Result<TimedEvaluation> evaluateTimed(const Design& design, int repetitions);

/// The middle, least and largest of `times`; the middle of an even number is the mean of the middle two.
[[nodiscard]] TimingSummary summaryOf(std::vector<double> times);

/// The most memory that this process has used so far, in units of 1024 bytes.
[[nodiscard]] std::int64_t peakMemoryKilobytes();

}  // namespace fusewright
