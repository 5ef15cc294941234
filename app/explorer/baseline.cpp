#include "app/explorer/baseline.h"

#include "widgets/figures.h"

namespace fusewright {

Baseline::Baseline(Session& session, Views& views, QObject* parent)
    : QObject(parent), session_(session), views_(views) {
  connect(&session_, &Session::snapshotChanged, this, &Baseline::showEvaluation);
  connect(views_.compare, &CompareView::selectionRequested, this,
          [this](const Selection& selection) { session_.select(selection); });
  connect(views_.compare, &CompareView::baselineRequested, this, &Baseline::keep);
  connect(views_.pinned, &PinnedView::editRequested, this, [this](const Edit& edit) { session_.apply(edit); });
}

void Baseline::keep() {
  if (!session_.snapshot().evaluation) return;
  evaluation_ = session_.snapshot().evaluation;
  timeline_ = session_.picture().timeline;
  views_.kpi->setBaseline(evaluation_);
  compared_.reset();
  showGhost();
  compare();
  Q_EMIT changed();
}

void Baseline::forget() {
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
  if (!evaluation_) return;
  jobs_.request([this, before = evaluation_, after = compared_](std::stop_token) -> LatestOnly::Delivery {
    auto comparison = std::make_shared<const Comparison>(compareEvaluations(before, after));
    return [this, comparison] { views_.compare->setComparison(comparison); };
  });
}

}  // namespace fusewright
