#include "app/explorer/baseline.h"

#include "widgets/figures.h"

namespace fusewright {

Baseline::Baseline(Evaluator evaluate, Session& session, Views& views, QObject* parent)
    : QObject(parent), evaluate_(std::move(evaluate)), session_(session), views_(views) {
  connect(&session_, &Session::snapshotChanged, this, &Baseline::showEvaluation);
  connect(views_.compare, &CompareView::selectionRequested, this,
          [this](const Selection& selection) { session_.select(selection); });
  connect(views_.compare, &CompareView::baselineRequested, this, &Baseline::keep);
  connect(views_.pinned, &PinnedView::editRequested, this, [this](const Edit& edit) { session_.apply(edit); });
}

void Baseline::keep() {
  if (!session_.snapshot().evaluation) return;
  opening_.stop();
  take(session_.snapshot().evaluation, session_.picture().timeline);
}

void Baseline::take(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const Timeline> timeline) {
  evaluation_ = std::move(evaluation);
  timeline_ = std::move(timeline);
  views_.kpi->setBaseline(evaluation_);
  compared_.reset();
  showGhost();
  compare();
  Q_EMIT changed();
}

void Baseline::open(const std::optional<Design>& design) {
  forget();
  if (!design) return;
  opening_.request([this, design = *design](std::stop_token stop) -> LatestOnly::Delivery {
    const auto evaluated = evaluate_(design, nullptr, stop);
    // What was evaluated when the project was saved may be impossible by now: then there is nothing to compare with.
    if (!evaluated) return {};
    auto evaluation = std::make_shared<const Evaluation>(*evaluated);
    auto timeline = std::make_shared<const Timeline>(buildTimeline(*evaluation));
    return [this, evaluation, timeline] { take(evaluation, timeline); };
  });
}

std::optional<Design> Baseline::design() const {
  return evaluation_ ? std::optional(evaluation_->design) : std::nullopt;
}

void Baseline::forget() {
  opening_.stop();
  evaluation_.reset();
  timeline_.reset();
  compared_.reset();
  jobs_.stop();
  views_.kpi->setBaseline(nullptr);
  views_.compare->setComparison(nullptr);
  showGhost();
  Q_EMIT changed();
}

void Baseline::setGhostShown(bool shown) {
  ghostShown_ = shown;
  showGhost();
  Q_EMIT changed();
}

void Baseline::pin() {
  views_.pinned->pin();
}

void Baseline::showGhost() {
  const bool shown = evaluation_ && ghostShown_;
  views_.timeline->setGhost(shown ? evaluation_ : nullptr, shown ? timeline_ : nullptr);
}

void Baseline::showEvaluation() {
  const Snapshot& snapshot = session_.snapshot();
  if (!snapshot.evaluation || snapshot.stale) return;
  if (snapshot.evaluation == compared_) return;
  views_.pinned->setCurrent({.name = provenanceOf(snapshot.evaluation->design),
                             .evaluation = snapshot.evaluation,
                             .timeline = session_.picture().timeline});
  compare();
}

void Baseline::compare() {
  compared_ = session_.snapshot().evaluation;
  if (!evaluation_ || !compared_) return;
  jobs_.request([this, before = evaluation_, after = compared_](std::stop_token) -> LatestOnly::Delivery {
    auto comparison = std::make_shared<const Comparison>(compareEvaluations(before, after));
    return [this, comparison] { views_.compare->setComparison(comparison); };
  });
}

}  // namespace fusewright
