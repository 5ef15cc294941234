#include "app/session/profile_runner.h"

#include <algorithm>
#include <utility>

namespace fusewright {
namespace {

/// After suggestions have had their start.
constexpr int kProfileDelayMs = 600;

}  // namespace

ProfileRunner::ProfileRunner(Evaluator evaluate, QObject* parent)
    : QObject(parent), evaluate_(std::move(evaluate)), jobs_(QThread::IdlePriority) {
  delay_.setSingleShot(true);
  delay_.setInterval(kProfileDelayMs);
  connect(&delay_, &QTimer::timeout, this, &ProfileRunner::next);
}

void ProfileRunner::follow(std::shared_ptr<const Evaluation> evaluation) {
  if (evaluation == evaluation_) {
    if (!running_) delay_.start();
    return;
  }
  hold();
  evaluation_ = std::move(evaluation);
  delay_.start();
}

void ProfileRunner::hold() {
  delay_.stop();
  jobs_.stop();
  running_ = false;
  done_.clear();
  Q_EMIT dropped();
}

void ProfileRunner::setWanted(std::vector<std::string> ids) {
  wanted_ = std::move(ids);
  if (!running_ && evaluation_) delay_.start();
}

void ProfileRunner::next() {
  if (running_ || !evaluation_) return;
  const std::vector<Parameter> parameters = parametersOf(*evaluation_->design.accelerator);
  auto parameter = parameters.end();
  for (const std::string& id : wanted_) {
    if (std::ranges::find(done_, id) != done_.end()) continue;
    done_.push_back(id);
    parameter = std::ranges::find(parameters, id, &Parameter::id);
    if (parameter != parameters.end() && !parameter->text) break;
  }
  if (parameter == parameters.end() || parameter->text) return;
  running_ = true;
  jobs_.request([this, evaluation = evaluation_, parameter = *parameter,
                 evaluate = evaluate_](std::stop_token stop) -> LatestOnly::Delivery {
    const auto each = [&](const Design& design, std::stop_token token) {
      return evaluate(design, evaluation.get(), std::move(token));
    };
    auto profile = profileOf(evaluation->design, parameter, each, stop);
    return [this, profile = std::move(profile)] {
      running_ = false;
      ++finished_;
      Q_EMIT profileReady(profile);
      next();
    };
  });
}

}  // namespace fusewright
