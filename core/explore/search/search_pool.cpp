#include "core/explore/search/search_pool.h"

#include <algorithm>
#include <exception>
#include <utility>

#include <fmt/format.h>

#include "core/evaluate/evaluate.h"

namespace fusewright {
namespace {

SearchOutcome outcomeOf(const SearchCandidate& candidate, Objective objective, TileCostTable& table, Cycles limit,
                        const std::stop_token& stop) {
  SearchOutcome outcome;
  if (stop.stop_requested()) return outcome;
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

SearchPool::SearchPool(Objective objective, int jobs, TileCostTable& table, std::stop_token stop)
    : objective_(objective), table_(table), stop_(std::move(stop)) {
  for (int job = 0; job < std::max(jobs, 1); ++job)
    threads_.emplace_back([this](const std::stop_token& closing) { work(closing); });
}

void SearchPool::post(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(task));
  }
  arrived_.notify_one();
}

void SearchPool::submit(std::shared_ptr<const SearchCandidate> candidate, Cycles limit) {
  const auto task =
      std::make_shared<std::packaged_task<SearchOutcome()>>([this, candidate = std::move(candidate), limit] {
        return outcomeOf(*candidate, objective_, table_, limit, stop_);
      });
  outcomes_.push_back(task->get_future());
  post([task] { (*task)(); });
}

SearchOutcome SearchPool::takeOldest() {
  SearchOutcome outcome = outcomes_.front().get();
  outcomes_.pop_front();
  return outcome;
}

void SearchPool::work(const std::stop_token& closing) {
  while (true) {
    std::function<void()> task;
    {
      std::unique_lock lock(mutex_);
      if (!arrived_.wait(lock, closing, [this] { return !queue_.empty(); })) return;
      task = std::move(queue_.front());
      queue_.pop_front();
    }
    task();
  }
}

}  // namespace fusewright
