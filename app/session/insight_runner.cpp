#include "app/session/insight_runner.h"

#include <utility>

namespace fusewright {
namespace {

/// Long enough for a drag to go on.
constexpr int kInsightDelayMs = 300;

}  // namespace

InsightRunner::InsightRunner(QObject* parent)
    : QObject(parent), derivations_(QThread::LowPriority), trials_(QThread::IdlePriority) {
  delay_.setSingleShot(true);
  delay_.setInterval(kInsightDelayMs);
  connect(&delay_, &QTimer::timeout, this, &InsightRunner::tryNeighbours);
}

void InsightRunner::follow(std::shared_ptr<const Evaluation> evaluation, const SchedulePicture& picture) {
  if (evaluation == evaluation_) {
    scheduleTrials();
    return;
  }
  hold();
  evaluation_ = std::move(evaluation);
  picture_ = picture;
  derive();
  scheduleTrials();
}

void InsightRunner::hold() {
  delay_.stop();
  trials_.stop();
  state_ = Trials::None;
}

void InsightRunner::setInsightWanted(bool wanted) {
  insightWanted_ = wanted;
  derive();
}

void InsightRunner::setSuggestionsWanted(bool wanted) {
  if (!wanted && state_ == Trials::Running) hold();
  suggestionsWanted_ = wanted;
  scheduleTrials();
}

void InsightRunner::derive() {
  if (!insightWanted_ || !evaluation_ || derived_ == evaluation_) return;
  derived_ = evaluation_;
  derivations_.request([this, evaluation = evaluation_, picture = picture_](std::stop_token) -> LatestOnly::Delivery {
    Insight insight{.data = std::make_shared<const BreakdownData>(breakdownData(evaluation, picture)),
                    .health = healthOf(*evaluation)};
    return [this, insight = std::move(insight)] {
      ready_ = insight.data->evaluation;
      Q_EMIT insightReady(insight);
      scheduleTrials();
    };
  });
}

void InsightRunner::scheduleTrials() {
  // The card first: it says what the suggestions are next to.
  if (suggestionsWanted_ && evaluation_ && ready_ == evaluation_ && state_ == Trials::None) delay_.start();
}

void InsightRunner::tryNeighbours() {
  if (state_ != Trials::None || !evaluation_) return;
  state_ = Trials::Running;
  trials_.request([this, evaluation = evaluation_](std::stop_token stop) -> LatestOnly::Delivery {
    auto found = suggest(*evaluation, stop);
    const std::size_t tried = neighboursOf(evaluation->design).size();
    return [this, found = std::move(found), tried] {
      state_ = Trials::Done;
      Q_EMIT suggestionsReady(found, tried);
    };
  });
}

}  // namespace fusewright
