#pragma once

#include <vector>

#include <QObject>
#include <QWidget>

#include "app/session/graph_runner.h"
#include "app/session/session.h"
#include "app/session/sweep_runner.h"
#include "app/session/waterfall_runner.h"
#include "widgets/common/time_navigator.h"
#include "widgets/compare/compare_view.h"
#include "widgets/compare/pinned_view.h"
#include "widgets/fusion/fusion_view.h"
#include "widgets/gantt/gantt_view.h"
#include "widgets/gantt/timeline_pane.h"
#include "widgets/graph/graph_view.h"
#include "widgets/hardware/hardware_view.h"
#include "widgets/idle/lost_time_view.h"
#include "widgets/inspector/inspector_view.h"
#include "widgets/kpi/kpi_strip.h"
#include "widgets/layers/layers_view.h"
#include "widgets/memory/memory_view.h"
#include "widgets/pareto/pareto_view.h"
#include "widgets/range/range_view.h"
#include "widgets/study/study_view.h"
#include "widgets/waterfall/waterfall_view.h"

namespace fusewright {

/// All views of the window and their wires: snapshots and the selection go in, edits and selections come out. The views
/// belong to `parent` and find their places elsewhere.
class Views : public QObject {
  Q_OBJECT

 public:
  /// Both must outlive the views.
  Views(Session& session, SweepRunner& sweep, QWidget& parent);

  /// Those that can be exported, in the order of a folder's listing.
  [[nodiscard]] std::vector<const Exportable*> exportables() const;
  /// Adds a view that lives elsewhere to them.
  void addExportable(const Exportable& view) { others_.push_back(&view); }

  /// Draws another model than that of the design in the graph, which then selects for itself alone; none: the design's.
  void setPreview(std::shared_ptr<const Workload> model);

  TimeNavigator* navigator;
  GanttView* timeline;
  TimelinePane* pane;  ///< holds `timeline`
  MemoryView* memory;
  ParetoView* pareto;
  LayersView* layers;
  GraphView* graph;
  InspectorView* details;
  HardwareView* hardware;
  FusionView* fusion;
  WaterfallView* waterfall;
  KpiStrip* kpi;
  StudyView* study;
  LostTimeView* lostTime;
  RangeView* range;
  CompareView* compare;
  PinnedView* pinned;

  [[nodiscard]] const WaterfallRunner& waterfallRunner() const { return waterfallRunner_; }

 private:
  void connectEdits();
  void connectSelections();
  void connectSweep();
  void connectWaterfall();
  void connectGraph();
  void showSnapshot();
  void showEvaluation();
  void showSelection();
  void rememberVisit();

  Session& session_;
  SweepRunner& sweep_;
  WaterfallRunner waterfallRunner_;
  GraphRunner graphRunner_;
  std::shared_ptr<const Workload> preview_;
  std::vector<const Exportable*> others_;
  std::shared_ptr<const Evaluation> shown_;
  std::vector<DesignPoint> visited_;
};

}  // namespace fusewright
