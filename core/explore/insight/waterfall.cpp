#include "core/explore/insight/waterfall.h"

#include <algorithm>
#include <utility>

namespace fusewright {

std::vector<WaterfallRow> waterfallSteps(const Assumptions& assumptions) {
  Assumptions paper = paperAssumptions();
  paper.prefetchDepth = assumptions.prefetchDepth;
  std::vector<WaterfallRow> rows{
      {.step = WaterfallStep::Start, .repair = std::nullopt, .assumptions = paper, .result = {}}};
  Assumptions reached = paper;
  for (std::size_t index = 0; index < kRepairs; ++index) {
    const auto repair = static_cast<Repair>(index);
    reached = reached.with(repair);
    rows.push_back({.step = WaterfallStep::Added, .repair = repair, .assumptions = reached, .result = {}});
  }
  for (std::size_t index = 0; index < kRepairs; ++index) {
    const auto repair = static_cast<Repair>(index);
    rows.push_back({.step = WaterfallStep::Alone, .repair = repair, .assumptions = paper.with(repair), .result = {}});
  }
  return rows;
}

std::vector<WaterfallRow> waterfall(const Design& design, const SweepOptions& options, std::stop_token stop) {
  std::vector<WaterfallRow> rows = waterfallSteps(design.assumptions);
  std::vector<Assumptions> distinct;  // the first repair added is also the first alone
  for (const WaterfallRow& row : rows)
    if (std::ranges::find(distinct, row.assumptions) == distinct.end()) distinct.push_back(row.assumptions);
  const auto source = [&](std::size_t index) -> Result<Design> {
    Design changed = design;
    changed.assumptions = distinct[index];
    return changed;
  };
  const std::vector<SweepRow> results = sweep(distinct.size(), source, options, std::move(stop));
  for (WaterfallRow& row : rows) {
    const auto found = std::ranges::find(distinct, row.assumptions);
    row.result = results[static_cast<std::size_t>(found - distinct.begin())];
  }
  return rows;
}

std::optional<Cycles> latencyChange(std::span<const WaterfallRow> rows, std::size_t index) {
  if (index == 0 || !rows[index].result.metrics) return std::nullopt;
  std::size_t before = rows[index].step == WaterfallStep::Alone ? 0 : index - 1;
  while (before > 0 && !rows[before].result.metrics) --before;
  if (!rows[before].result.metrics) return std::nullopt;
  return rows[index].result.metrics->latency - rows[before].result.metrics->latency;
}

}  // namespace fusewright
