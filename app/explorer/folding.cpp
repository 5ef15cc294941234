#include "app/explorer/folding.h"

#include <algorithm>

#include "widgets/common/folded_time.h"
#include "widgets/common/format.h"

namespace fusewright {
namespace {

/// Repeats among fewer are found within a millisecond or two.
constexpr std::size_t kFewTiles = 50'000;

constexpr QLatin1String kSetting("timeline/fold");

std::vector<SteadyState> statesOf(const Evaluation& evaluation) {
  return steadyStates(*evaluation.workload, *evaluation.graph, *evaluation.schedule);
}

}  // namespace

Folding::Folding(Session& session, Views& views, WindowSettings& settings, QObject* parent)
    : QObject(parent), session_(session), views_(views), action_(new QAction(tr("&Fold repeats"), this)) {
  action_->setObjectName(QStringLiteral("foldRepeats"));
  action_->setCheckable(true);
  action_->setChecked(settings.value(kSetting).toBool());
  action_->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
  action_->setStatusTip(tr("Show one period of what the schedule does again and again, and a break for the others"));
  action_->setToolTip(
      tr("Where all cores do the same again and again, show the first period and a break for the others (%1); "
         "off: all of the time")
          .arg(action_->shortcut().toString(QKeySequence::NativeText)));
  views_.pane->addCommand(*action_);
  // Not where a project switches it: that is the project's view, and no habit.
  connect(action_, &QAction::triggered, this, [&settings](bool folds) { settings.setValue(kSetting, folds); });
  connect(action_, &QAction::toggled, this, &Folding::refresh);
  connect(&session_, &Session::snapshotChanged, this, &Folding::refresh);
}

void Folding::refresh() {
  const Snapshot& snapshot = session_.snapshot();
  if (!action_->isChecked()) {
    jobs_.stop();
    folded_.reset();
    views_.navigator->setFold(nullptr);
    return;
  }
  const auto& evaluation = snapshot.evaluation;
  if (!evaluation || evaluation == folded_) return;
  folded_ = evaluation;
  if (evaluation->graph->size() <= kFewTiles) return show(evaluation, statesOf(*evaluation));
  views_.navigator->setFold(nullptr);
  jobs_.request([this, evaluation](std::stop_token stop) -> LatestOnly::Delivery {
    auto states = statesOf(*evaluation);
    if (stop.stop_requested()) return {};
    return [this, evaluation, states = std::move(states)] { show(evaluation, states); };
  });
}

void Folding::show(const std::shared_ptr<const Evaluation>& evaluation, const std::vector<SteadyState>& states) {
  if (evaluation != folded_) return;
  if (states.empty()) {
    views_.navigator->setFold(nullptr);
    Q_EMIT said(tr("No part of this schedule repeats, so nothing is folded"));
    return;
  }
  views_.navigator->setFold(std::make_shared<const FoldedTime>(foldsOf(states)));
  const double share = savedBy(states) / evaluation->schedule->makespan;
  Q_EMIT said((states.size() == 1 ? tr("Folded one stretch that repeats, %1 of the run")
                                  : tr("Folded %1 stretches that repeat, %2 of the run").arg(states.size()))
                  .arg(formatShare(share).brief));
}

}  // namespace fusewright
