#include "app/explorer/plan_editing.h"

#include <utility>

#include "core/evaluate/regrouped_request.h"
#include "widgets/fusion/outlook_text.h"

namespace fusewright {

PlanEditing::PlanEditing(Evaluator evaluate, Session& session, Views& views, OfferBar& offers, QWidget& parent)
    : QObject(&parent),
      session_(session),
      views_(views),
      cuts_(new CutsView(&parent)),
      choices_(evaluate, QThread::LowPriority),
      changes_(evaluate, QThread::InheritPriority),
      hint_(evaluate, session, offers) {
  connectCuts();
  connectChanges();
  connect(&hint_, &SlowerHint::cutsRequested, this, &PlanEditing::chooseCutsOf);
}

void PlanEditing::connectCuts() {
  connect(cuts_, &CutsView::editRequested, this, [this](const Edit& edit) { session_.apply(edit); });
  connect(cuts_, &CutsView::wantedChanged, this, &PlanEditing::tryChoices);
  connect(&choices_, &PlanTrials::tried, cuts_, &CutsView::setOutlook);
  connect(&session_, &Session::snapshotChanged, this, [this] {
    if (session_.snapshot().stale) choices_.stop();
    changes_.stop();
    cuts_->setSnapshot(session_.snapshot());
  });
  connect(&session_, &Session::selectionChanged, this, [this] { cuts_->setSelection(session_.selection()); });
  connect(&views_.fusion->groups(), &GroupTree::cutsRequested, this, &PlanEditing::chooseCutsOf);
  connect(views_.graph, &GraphView::cutsRequested, this, &PlanEditing::chooseCutsOf);
}

void PlanEditing::connectChanges() {
  connect(&views_.fusion->groups(), &GroupTree::changeConsidered, this, &PlanEditing::tryChange);
  connect(views_.graph, &GraphView::changeConsidered, this, &PlanEditing::tryChange);
  connect(&changes_, &PlanTrials::tried, this,
          [this](std::size_t, const Result<PlanOutlook>& outlook) { tellOutlook(outlook); });
  // What was changed by hand is looked at again when it is evaluated.
  connect(&views_.fusion->groups(), &GroupTree::mappingRequested, &hint_, &SlowerHint::watch);
}

void PlanEditing::chooseCutsOf(LayerId layer) {
  session_.select(layer);
  Q_EMIT cutsWanted();
}

void PlanEditing::tryChoices() {
  std::vector<PlanTrials::Trial> trials;
  const Snapshot& now = session_.snapshot();
  if (!now.stale && now.evaluation && now.evaluation == cuts_->evaluation())
    for (const Tiling& cuts : cuts_->wanted())
      trials.emplace_back([request = now.design.mapping, group = *cuts_->group(), cuts](const Evaluation& evaluation) {
        return recutRequest(evaluation, request, group, cuts);
      });
  choices_.start(now.evaluation, std::move(trials));
}

void PlanEditing::tryChange(const Regrouping& change) {
  const Snapshot& now = session_.snapshot();
  if (now.stale || !now.evaluation) return;
  considered_ = change;
  changes_.start(now.evaluation, {[request = now.design.mapping, change](const Evaluation& evaluation) {
                   return regroupedRequest(evaluation, request, change);
                 }});
}

void PlanEditing::tellOutlook(const Result<PlanOutlook>& outlook) {
  const auto& now = session_.snapshot().evaluation;
  if (!outlook || !considered_ || !now) return;
  const QString text = outlookText(outlookOf(*now), *outlook);
  views_.fusion->groups().setOutlook(*considered_, text);
  views_.graph->setOutlook(*considered_, text);
}

std::vector<Panel> PlanEditing::panels() const {
  return {{QStringLiteral("cutsDock"), tr("Cuts"), cuts_}};
}

}  // namespace fusewright
