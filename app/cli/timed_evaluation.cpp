#include "app/cli/timed_evaluation.h"

#include <algorithm>
#include <chrono>

#include <sys/resource.h>

#include "core/evaluate/evaluate.h"

namespace fusewright {
namespace {

using Clock = std::chrono::steady_clock;

double millisecondsOf(const Design& design, TileCostTable& table) {
  const auto begin = Clock::now();
  const auto evaluation = evaluate(design, table);
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

}  // namespace

TimingSummary summaryOf(std::vector<double> times) {
  if (times.empty()) return {};
  std::ranges::sort(times);
  const std::size_t upper = times.size() / 2;
  const std::size_t lower = (times.size() - 1) / 2;
  return {.median = (times[lower] + times[upper]) / 2, .min = times.front(), .max = times.back()};
}

std::int64_t peakMemoryKilobytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

Result<TimedEvaluation> evaluateTimed(const Design& design, int repetitions) {
  TileCostTable table;
  auto evaluation = evaluate(design, table);
  if (!evaluation) return tl::make_unexpected(evaluation.error());
  std::vector<double> cold;
  std::vector<double> warm;
  for (int repetition = 0; repetition < repetitions; ++repetition) {
    TileCostTable empty;
    cold.push_back(millisecondsOf(design, empty));
  }
  for (int repetition = 0; repetition < repetitions; ++repetition) warm.push_back(millisecondsOf(design, table));
  return TimedEvaluation{std::move(*evaluation), summaryOf(std::move(cold)), summaryOf(std::move(warm))};
}

}  // namespace fusewright
