#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <future>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/explore/search/search.h"
#include "core/explore/search/search_candidates.h"
#include "core/explore/search/search_plan.h"
#include "core/explore/search/search_pool.h"
#include "core/base/time_limit.h"

namespace fusewright {

/// A plan that moves can start from.
struct SearchPosition {
  SearchPlan plan;
  double value = 0;             ///< of the objective
  std::vector<double> weights;  ///< MoveContext::weights
};

/// Where there is time to gain: idle cycles before tiles of each group, and one part in a hundred of the run for each,
/// so that none is left out.
[[nodiscard]] std::vector<double> idleOfGroups(const Evaluation& evaluation);

/// Which trials have a row among SearchResult::tried: those that are the best at their time, or also those that are
/// not.
enum class Listing : std::uint8_t { IfBest, Always };

/// A candidate and what became of it.
struct FinishedTrial {
  std::shared_ptr<const SearchCandidate> candidate;
  SearchOutcome outcome;

  /// Whether it was evaluated and has no violation.
  [[nodiscard]] bool works() const;
};

/// The candidates that a search tries, a few at a time, and the best one so far. What is known when a candidate is put
/// is what came of all candidates but the last kInFlight, whatever the number of threads, so that the same candidates
/// have the same outcomes.
class SearchTrials {
 public:
  static constexpr std::size_t kInFlight = 8;

  /// Time starts now. All arguments must outlive the object.
  SearchTrials(const SearchRequest& request, TileCostTable& table, const SearchProgress& progress,
               std::stop_token stop);

  /// Starts to evaluate the request's own design: it takes whatever time it takes and ends only by the caller's stop.
  [[nodiscard]] std::future<Result<Evaluation>> evaluatePresent();

  /// Counts a design that was evaluated outside as the first trial.
  void offerPresent(const SearchCandidate& candidate, std::shared_ptr<const Evaluation> evaluation);

  /// Whether to go on; if not, end() says why.
  [[nodiscard]] bool goesOn();
  [[nodiscard]] SearchEnd end() const { return end_; }

  [[nodiscard]] bool isFull() const { return pool_.pending() == kInFlight; }
  [[nodiscard]] std::size_t pending() const { return pool_.pending(); }

  /// Starts to evaluate, after the oldest trial has finished if there are kInFlight. A schedule that takes more than
  /// `slack` times the best latency is given up; 0: none is.
  void put(SearchCandidate candidate, double slack, Listing listing);

  /// put() for each as long as the search goes on.
  void putAll(std::vector<SearchCandidate> candidates, double slack, Listing listing);

  /// Waits for the oldest of the pending trials and counts it.
  FinishedTrial take();

  /// Waits for all.
  void drain();

  [[nodiscard]] const SearchOutcome& best() const { return best_; }
  [[nodiscard]] const std::string& bestName() const { return bestName_; }
  [[nodiscard]] const std::optional<SearchPosition>& start() const { return start_; }  ///< the best with a plan
  [[nodiscard]] std::int64_t evaluations() const { return evaluations_; }
  [[nodiscard]] std::vector<TriedPlan>& tried() { return tried_; }
  [[nodiscard]] std::stop_token token() const { return timer_.token(); }
  [[nodiscard]] double seconds() const { return timer_.seconds(); }

 private:
  struct Waiting {
    std::shared_ptr<const SearchCandidate> candidate;
    Listing listing;
  };
  [[nodiscard]] bool isNearEnough() const;
  void offer(const FinishedTrial& trial, Listing listing);
  void report();

  const SearchRequest& request_;
  TileCostTable& table_;
  const SearchProgress& progress_;
  std::stop_token stop_;
  TimeLimit timer_;
  std::deque<Waiting> waiting_;
  SearchOutcome best_;
  std::string bestName_;
  std::optional<SearchPosition> start_;
  std::vector<TriedPlan> tried_;
  std::int64_t evaluations_ = 0;
  std::int64_t begun_ = 0;
  std::size_t unreported_ = 0;
  SearchEnd end_ = SearchEnd::Evaluations;
  SearchPool pool_;  ///< last: its threads use the timer's token
};

/// max(compute bound, compulsory traffic) of the evaluation's workload on its hardware.
[[nodiscard]] Cycles lowerBoundOf(const Evaluation& evaluation);

}  // namespace fusewright
