#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
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

/// Threads that evaluate candidates as they come and hand their outcomes back in the same order. To be used from one
/// thread.
class SearchPool {
 public:
  /// `table` must outlive the pool. After a stop request candidates are not reached.
  SearchPool(Objective objective, int jobs, TileCostTable& table, std::stop_token stop);

  /// Runs `task` on one of the threads after what was asked for before; no outcome is pending for it.
  void post(std::function<void()> task);

  /// A schedule longer than `limit` is given up.
  void submit(std::shared_ptr<const SearchCandidate> candidate, Cycles limit);

  /// Candidates whose outcomes were not taken yet.
  [[nodiscard]] std::size_t pending() const { return outcomes_.size(); }

  /// The outcome of the candidate that was submitted first of those pending; waits for it.
  [[nodiscard]] SearchOutcome takeOldest();

 private:
  void work(const std::stop_token& closing);

  Objective objective_;
  TileCostTable& table_;
  std::stop_token stop_;
  std::deque<std::future<SearchOutcome>> outcomes_;
  std::mutex mutex_;
  std::condition_variable_any arrived_;
  std::deque<std::function<void()>> queue_;  ///< guarded by mutex_
  std::vector<std::jthread> threads_;        ///< last: they use all of the above
};

}  // namespace fusewright
