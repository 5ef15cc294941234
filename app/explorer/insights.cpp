#include "app/explorer/insights.h"

#include <QEvent>
#include <QTimer>

namespace fusewright {

Insights::Insights(Session& session, QWidget& parent)
    : QObject(&parent),
      session_(session),
      health_(new HealthView(&parent)),
      breakdown_(new BreakdownView(&parent)),
      roofline_(new RooflineView(&parent)) {
  connectViews();
  connect(&session_, &Session::snapshotChanged, this, &Insights::showSnapshot);
  connect(&session_, &Session::selectionChanged, this, &Insights::showSelection);
}

std::vector<Panel> Insights::panels() const {
  return {{QStringLiteral("healthDock"), tr("Health"), health_},
          {QStringLiteral("breakdownDock"), tr("Breakdown"), breakdown_},
          {QStringLiteral("rooflineDock"), tr("Roofline"), roofline_}};
}

void Insights::connectViews() {
  const auto select = [this](const Selection& selection) { session_.select(selection); };
  connect(health_, &HealthView::selectionRequested, this, select);
  connect(breakdown_, &BreakdownView::selectionRequested, this, select);
  connect(roofline_, &RooflineView::selectionRequested, this, select);
  connect(health_, &HealthView::editRequested, this, [this](const Edit& edit) { session_.apply(edit); });
  connect(health_, &HealthView::shownChanged, &runner_, &InsightRunner::setSuggestionsWanted);
  connect(&runner_, &InsightRunner::insightReady, this, [this](const Insight& insight) {
    health_->setHealth(insight.data->evaluation, insight.health);
    breakdown_->setData(insight.data);
    roofline_->setData(insight.data->evaluation, *insight.data->layers);
    showSelection();
  });
  connect(&runner_, &InsightRunner::suggestionsReady, health_, &HealthView::setSuggestions);
  for (QWidget* view :
       {static_cast<QWidget*>(health_), static_cast<QWidget*>(breakdown_), static_cast<QWidget*>(roofline_)})
    view->installEventFilter(this);
}

bool Insights::eventFilter(QObject* view, QEvent* event) {
  if (event->type() == QEvent::Show || event->type() == QEvent::Hide) {
    // Visibility is known only after the event.
    QTimer::singleShot(0, this, [this] {
      runner_.setInsightWanted(health_->isVisible() || breakdown_->isVisible() || roofline_->isVisible());
    });
  }
  return QObject::eventFilter(view, event);
}

void Insights::showSnapshot() {
  const Snapshot& snapshot = session_.snapshot();
  if (snapshot.stale || !snapshot.evaluation) {
    runner_.hold();
    health_->dropSuggestions();
    return;
  }
  runner_.follow(snapshot.evaluation, session_.picture());
}

void Insights::showSelection() {
  health_->setSelection(session_.selection());
  breakdown_->setSelection(session_.selection());
  roofline_->setSelection(session_.selection());
}

}  // namespace fusewright
