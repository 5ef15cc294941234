#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/evaluate/evaluation.h"
#include "core/explore/insight/waterfall.h"

namespace fusewright {

/// Milliseconds of repeated measurements.
struct TimingSummary {
  double median = 0;
  double min = 0;
  double max = 0;

  friend bool operator==(const TimingSummary&, const TimingSummary&) = default;
};

/// What a summary says besides the evaluation itself: where things came from, and measurements of the program.
struct SummaryContext {
  std::string modelFile;
  std::string hardwareFile;
  std::optional<TimingSummary> evaluation;      ///< nothing remembered from earlier
  std::optional<TimingSummary> evaluationWarm;  ///< tile costs remembered
  std::optional<std::int64_t> peakMemoryKilobytes;
  std::vector<WaterfallRow> waterfall;  ///< left out if empty
};

/// The summary of an evaluation as JSON text, fields as DESIGN's command line promises them: times in cycles unless
/// named otherwise, sizes in bits. Cores without units (off chip) are left out of `cores`.
[[nodiscard]] std::string summaryJson(const Evaluation& evaluation, const SummaryContext& context);

}  // namespace fusewright
