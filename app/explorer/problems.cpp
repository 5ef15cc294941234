#include "app/explorer/problems.h"

#include <algorithm>

#include "app/session/model_account.h"
#include "widgets/problems/level_icon.h"

namespace fusewright {
namespace {

void markChoices(std::vector<Problem>& problems, const std::vector<NodeChoice>& choices) {
  for (Problem& problem : problems)
    problem.canChoose = std::ranges::any_of(
        choices, [&](const NodeChoice& choice) { return QString::fromStdString(choice.node) == problem.node; });
}

}  // namespace

Problems::Problems(Session& session, FileCommands& files, QWidget& window)
    : QObject(), session_(session), files_(files), view_(new ProblemsView(&window)), button_(new QToolButton(&window)) {
  button_->setAutoRaise(true);
  button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button_->setAccessibleName(tr("Problems"));
  button_->setToolTip(tr("Show what was assumed, left out or refused"));
  connect(&session_, &Session::snapshotChanged, this, &Problems::show);
  connect(&files_, &FileCommands::waitingChanged, this, &Problems::show);
  connect(view_, &ProblemsView::placeRequested, this, &Problems::goTo);
  connect(view_, &ProblemsView::choicesRequested, this, &Problems::choicesRequested);
  connect(button_, &QToolButton::clicked, this, &Problems::viewRequested);
  showButton();
}

void Problems::show() {
  const Snapshot& snapshot = session_.snapshot();
  const WaitingModel* waiting = files_.waiting();
  const auto& model = waiting != nullptr ? waiting->loaded.design.workload : snapshot.design.workload;
  const bool evaluated = waiting == nullptr && snapshot.evaluation && snapshot.evaluation->design.workload == model;
  const auto evaluation = evaluated ? snapshot.evaluation : nullptr;
  if (!model || (model == shownModel_ && evaluation == shownEvaluation_)) return;
  const auto source = waiting != nullptr ? waiting->loaded.source : files_.models().find(model);
  if (model != shownModel_) view_->setAccount(accountOf(*model, source.get()));
  shownModel_ = model;
  shownEvaluation_ = evaluation;
  std::vector<Problem> problems = problemsOf(*model, evaluation.get());
  if (source) markChoices(problems, source->summary.choices);
  view_->setProblems(std::move(problems));
  showButton();
}

void Problems::showButton() {
  const auto& problems = view_->model().problems();
  button_->setVisible(!problems.empty());
  if (problems.empty()) return;
  const ProblemLevel worst = problems.front().level;  // worst first
  button_->setIcon(levelIcon(worst, button_->palette()));
  button_->setText(countText(worst, view_->model().count(worst)));
}

void Problems::goTo(const Selection& place) {
  if (files_.waiting() == nullptr) session_.select(place);
  if (const auto* layer = std::get_if<LayerId>(&place)) Q_EMIT layerRequested(*layer);
  if (const auto* tile = std::get_if<TileKey>(&place)) Q_EMIT layerRequested(tile->layer);
}

}  // namespace fusewright
