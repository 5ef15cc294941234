#include "core/explore/search/search_pool.h"

#include <atomic>
#include <exception>
#include <thread>

#include <fmt/format.h>

#include "core/evaluate/evaluate.h"

namespace fusewright {
namespace {

SearchOutcome outcomeOf(const SearchCandidate& candidate, Objective objective, TileCostTable& table, Cycles limit,
                        const std::stop_token& stop) {
  SearchOutcome outcome;
  try {
    auto evaluation = evaluate(candidate.design, table, nullptr, stop, limit);
    outcome.reached = evaluation || !stop.stop_requested();
    if (!evaluation) {
      outcome.remark = message(evaluation.error());
      return outcome;
    }
    outcome.value = valueOf(objective, *evaluation);
    outcome.evaluation = std::make_shared<const Evaluation>(*std::move(evaluation));
  } catch (const std::exception& error) {
    outcome.reached = true;
    outcome.remark = fmt::format("could not be evaluated: {}", error.what());
  }
  return outcome;
}

}  // namespace

std::vector<SearchOutcome> evaluateAll(const std::vector<SearchCandidate>& candidates, Objective objective, int jobs,
                                       TileCostTable& table, Cycles limit, std::stop_token stop) {
  std::vector<SearchOutcome> outcomes(candidates.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t index = next++; index < candidates.size(); index = next++) {
      if (stop.stop_requested()) return;
      outcomes[index] = outcomeOf(candidates[index], objective, table, limit, stop);
    }
  };
  {
    std::vector<std::jthread> threads;
    for (int job = 1; job < jobs; ++job) threads.emplace_back(work);
    work();
  }
  return outcomes;
}

}  // namespace fusewright
