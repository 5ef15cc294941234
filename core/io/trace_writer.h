#pragma once

#include <filesystem>
#include <vector>

#include "core/base/quantity.h"
#include "core/base/result.h"
#include "core/evaluate/evaluation.h"

namespace fusewright {

/// Writes the schedule as Chrome trace-event JSON, which the Perfetto UI and chrome://tracing open: one track for each
/// core, link and memory (a counter). Times are microseconds at the accelerator's frequency; every slice carries its
/// cycles. What shares a link at one time is put on further tracks of that link, since slices of one track must nest.
[[nodiscard]] Result<void> writeTrace(const Evaluation& evaluation, const std::filesystem::path& file);

/// For intervals in order of start: the lowest lane on which each overlaps none before it.
struct TimeSpan {
  Cycles start;
  Cycles end;
};
[[nodiscard]] std::vector<int> lanesOf(const std::vector<TimeSpan>& spans);

}  // namespace fusewright
