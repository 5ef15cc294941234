#include "app/explorer/sensitivities.h"

#include <QEvent>
#include <QTimer>

namespace fusewright {

Sensitivities::Sensitivities(Evaluator evaluate, Session& session, HardwareView& view, QObject* parent)
    : QObject(parent), session_(session), view_(view), runner_(std::move(evaluate)) {
  connect(&session_, &Session::snapshotChanged, this, &Sensitivities::showSnapshot);
  connect(&runner_, &ProfileRunner::dropped, &view_, &HardwareView::dropProfiles);
  connect(&runner_, &ProfileRunner::profileReady, &view_, &HardwareView::setProfile);
  connect(&view_, &HardwareView::openParametersChanged, this, &Sensitivities::updateWanted);
  view_.installEventFilter(this);
}

bool Sensitivities::eventFilter(QObject* view, QEvent* event) {
  if (event->type() == QEvent::Show || event->type() == QEvent::Hide)
    QTimer::singleShot(0, this, &Sensitivities::updateWanted);
  return QObject::eventFilter(view, event);
}

void Sensitivities::updateWanted() {
  runner_.setWanted(view_.isVisible() ? view_.openParameters() : std::vector<std::string>());
}

void Sensitivities::showSnapshot() {
  const Snapshot& snapshot = session_.snapshot();
  if (snapshot.stale || !snapshot.evaluation) {
    runner_.hold();
  } else {
    runner_.follow(snapshot.evaluation);
  }
}

}  // namespace fusewright
