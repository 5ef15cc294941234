#include "core/explore/search/search_trials.h"

#include <algorithm>
#include <utility>

#include "core/evaluate/evaluate.h"

namespace fusewright {

std::vector<double> idleOfGroups(const Evaluation& evaluation) {
  std::vector<double> idle(evaluation.mapping->fusion.groups.size(), evaluation.metrics->latency.value / 100);
  for (const IdleInterval& interval : evaluation.metrics->idle) {
    const auto& tiles = evaluation.schedule->tilesOfCore[interval.core.index()];
    const auto next = std::ranges::lower_bound(tiles, interval.to, {},
                                               [&](TileId tile) { return evaluation.schedule->start[tile.index()]; });
    if (next == tiles.end()) continue;
    idle[static_cast<std::size_t>(evaluation.graph->group[next->index()])] += (interval.to - interval.from).value;
  }
  return idle;
}

Cycles lowerBoundOf(const Evaluation& evaluation) {
  return std::max(evaluation.metrics->computeBound, evaluation.metrics->dramBound);
}

bool FinishedTrial::works() const {
  return outcome.evaluation && outcome.evaluation->metrics->violations.empty();
}

SearchTrials::SearchTrials(const SearchRequest& request, TileCostTable& table, const SearchProgress& progress,
                           std::stop_token stop)
    : request_(request),
      table_(table),
      progress_(progress),
      stop_(std::move(stop)),
      timer_(request.seconds, stop_),
      pool_(request.objective, request.jobs, table, timer_.token()) {}

std::future<Result<Evaluation>> SearchTrials::evaluatePresent() {
  const auto task = std::make_shared<std::packaged_task<Result<Evaluation>()>>(
      [this] { return evaluate(request_.design, table_, nullptr, stop_); });
  pool_.post([task] { (*task)(); });
  return task->get_future();
}

void SearchTrials::offerPresent(const SearchCandidate& candidate, std::shared_ptr<const Evaluation> evaluation) {
  ++begun_;
  ++evaluations_;
  const double value = valueOf(request_.objective, *evaluation);
  offer({.candidate = std::make_shared<const SearchCandidate>(candidate),
         .outcome = {.evaluation = std::move(evaluation), .value = value, .remark = {}, .reached = true}},
        Listing::Always);
  report();
}

bool SearchTrials::goesOn() {
  if (stop_.stop_requested()) {
    end_ = SearchEnd::Stopped;
  } else if (timer_.token().stop_requested()) {
    end_ = SearchEnd::Time;
  } else if (begun_ >= request_.evaluations) {
    end_ = SearchEnd::Evaluations;
  } else if (isNearEnough()) {
    end_ = SearchEnd::Gap;
  } else {
    return true;
  }
  return false;
}

/// A latency below the bound says that the assumptions do not respect it, as those of `paper` do not: it is no reason
/// to end, unless some gap was asked for.
bool SearchTrials::isNearEnough() const {
  if (!best_.evaluation || request_.objective != Objective::Latency) return false;
  const Cycles latency = best_.evaluation->metrics->latency, bound = lowerBoundOf(*best_.evaluation);
  return latency <= (1 + request_.gap) * bound && (request_.gap > 0 || latency >= bound);
}

void SearchTrials::put(SearchCandidate candidate, double slack, Listing listing) {
  if (isFull()) take();
  const bool limited = slack > 0 && best_.evaluation && request_.objective == Objective::Latency;
  const Cycles limit = limited ? slack * best_.evaluation->metrics->latency : kNoLimit;
  const auto shared = std::make_shared<const SearchCandidate>(std::move(candidate));
  ++begun_;
  pool_.submit(shared, limit);
  waiting_.push_back({shared, listing});
}

void SearchTrials::putAll(std::vector<SearchCandidate> candidates, double slack, Listing listing) {
  for (SearchCandidate& candidate : candidates) {
    if (!goesOn()) return;
    put(std::move(candidate), slack, listing);
  }
}

FinishedTrial SearchTrials::take() {
  const Waiting waiting = std::move(waiting_.front());
  waiting_.pop_front();
  FinishedTrial trial{.candidate = waiting.candidate, .outcome = pool_.takeOldest()};
  if (trial.outcome.reached) ++evaluations_;
  offer(trial, waiting.listing);
  if (++unreported_ >= kInFlight) report();
  return trial;
}

void SearchTrials::drain() {
  while (pending() > 0) take();
  if (unreported_ > 0) report();
}

void SearchTrials::offer(const FinishedTrial& trial, Listing listing) {
  const auto& [candidate, outcome] = trial;
  TriedPlan row{.name = candidate->name, .value = {}, .latency = {}, .violations = 0, .remark = outcome.remark};
  if (!outcome.reached) row.remark = "there was no time left to evaluate it";
  bool better = false;
  if (outcome.evaluation) {
    row.value = outcome.value;
    row.latency = outcome.evaluation->metrics->latency;
    row.violations = outcome.evaluation->metrics->violations.size();
    better = trial.works() && (!best_.evaluation || outcome.value < best_.value);
    if (trial.works() && candidate->plan && (!start_ || outcome.value < start_->value))
      start_ = SearchPosition{*candidate->plan, outcome.value, idleOfGroups(*outcome.evaluation)};
  }
  if (better) {
    best_ = outcome;
    bestName_ = candidate->name;
  }
  if (listing == Listing::Always || better) tried_.push_back(std::move(row));
}

void SearchTrials::report() {
  unreported_ = 0;
  if (!progress_) return;
  progress_({.evaluations = evaluations_,
             .seconds = timer_.seconds(),
             .lowerBound = best_.evaluation ? lowerBoundOf(*best_.evaluation) : Cycles{},
             .best = best_.evaluation,
             .bestName = bestName_});
}

}  // namespace fusewright
