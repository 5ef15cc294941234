#include "app/session/plan_trials.h"

#include <utility>

namespace fusewright {

PlanTrials::PlanTrials(Evaluator evaluate, QThread::Priority priority, QObject* parent)
    : QObject(parent), evaluate_(std::move(evaluate)), jobs_(priority) {}

void PlanTrials::start(std::shared_ptr<const Evaluation> evaluation, std::vector<Trial> trials) {
  stop();
  evaluation_ = std::move(evaluation);
  trials_ = std::move(trials);
  place_ = 0;
  next();
}

void PlanTrials::stop() {
  jobs_.stop();
  trials_.clear();
}

void PlanTrials::next() {
  if (place_ >= trials_.size()) return;
  const std::size_t trial = place_++;
  jobs_.request([this, trial, run = trials_[trial], evaluation = evaluation_,
                 evaluate = evaluate_](std::stop_token stop) -> LatestOnly::Delivery {
    const auto each = [&](const Design& design, std::stop_token token) {
      return evaluate(design, evaluation.get(), std::move(token));
    };
    const auto request = run(*evaluation);
    auto outlook = request ? tryPlan(*evaluation, *request, each, stop)
                           : Result<PlanOutlook>(tl::make_unexpected(request.error()));
    return [this, trial, outlook = std::move(outlook)] {
      ++finished_;
      Q_EMIT tried(trial, outlook);
      next();
    };
  });
}

}  // namespace fusewright
