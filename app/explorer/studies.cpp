#include "app/explorer/studies.h"

namespace fusewright {

Studies::Studies(Session& session, StudyView& view, QObject* parent) : QObject(parent), session_(session), view_(view) {
  connect(&view_, &StudyView::cancelRequested, &runner_, &StudyRunner::cancel);
  connect(&view_, &StudyView::designRequested, this,
          [this](const StudyDesign& row) { runner_.findDesign(row, shown_); });
  connectRunner();
}

void Studies::connectRunner() {
  connect(&runner_, &StudyRunner::progressChanged, this,
          [this](StudyProgress progress) { view_.showProgress(progress.figure, progress.done, progress.total); });
  connect(&runner_, &StudyRunner::finished, this, [this](std::shared_ptr<const Study> study, StudyFigure figure) {
    shown_ = made_;
    view_.setStudy(std::move(study), figure);
  });
  connect(&runner_, &StudyRunner::cancelled, &view_, &StudyView::endProgress);
  connect(&runner_, &StudyRunner::designFound, this, &Studies::take);
  connect(&runner_, &StudyRunner::failed, this, [this](const Error& error) {
    view_.endProgress();
    Q_EMIT failed(error);
  });
}

void Studies::open(StudyFigure figure) {
  made_ = session_.hasDesign() ? session_.snapshot().design.assumptions : physicalAssumptions();
  view_.showProgress(figure, 0, 0);
  runner_.make({.figures = {figure}}, made_);
}

void Studies::take(const Design& design, const StudyDesign& row) {
  const QString text = tr("Study: L = %1, fusion %2").arg(row.length).arg(QString::fromStdString(row.fusion));
  if (session_.hasDesign()) {
    session_.apply(SetDesign{.design = design, .text = text.toStdString()});
  } else {
    session_.start(design);
  }
}

}  // namespace fusewright
