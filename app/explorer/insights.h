#pragma once

#include <vector>

#include <QObject>

#include "app/explorer/panel.h"
#include "app/session/insight_runner.h"
#include "app/session/session.h"
#include "widgets/breakdown/breakdown_view.h"
#include "widgets/health/health_view.h"
#include "widgets/roofline/roofline_view.h"

namespace fusewright {

/// The health card, breakdowns and roofline in the window: what an evaluation says besides its schedule.
class Insights : public QObject {
  Q_OBJECT

 public:
  /// `session` must outlive it. The views belong to `parent` and find their places elsewhere.
  Insights(Session& session, QWidget& parent);

  /// In the order of their tabs.
  [[nodiscard]] std::vector<Panel> panels() const;
  [[nodiscard]] std::vector<const Exportable*> exportables() const { return {health_, breakdown_, roofline_}; }
  [[nodiscard]] HealthView& health() { return *health_; }
  [[nodiscard]] BreakdownView& breakdown() { return *breakdown_; }
  [[nodiscard]] RooflineView& roofline() { return *roofline_; }
  [[nodiscard]] const InsightRunner& runner() const { return runner_; }

 protected:
  /// Derives only while one of the views is on show.
  bool eventFilter(QObject* view, QEvent* event) override;

 private:
  void connectViews();
  void showSnapshot();
  void showSelection();

  Session& session_;
  InsightRunner runner_;
  HealthView* health_;
  BreakdownView* breakdown_;
  RooflineView* roofline_;
};

}  // namespace fusewright
