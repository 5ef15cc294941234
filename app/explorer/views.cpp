#include "app/explorer/views.h"

#include <algorithm>

namespace fusewright {
namespace {

constexpr std::size_t kMostVisited = 500;

DesignPoint visitedPoint(const Evaluation& evaluation) {
  const Metrics& metrics = *evaluation.metrics;
  return pointOf(evaluation.design,
                 {.areaMm2 = metrics.areaMm2,
                  .latencyMs = metrics.latencyMs,
                  .latencyCycles = metrics.latency.value,
                  .feasible = metrics.violations.empty()},
                 DesignPoint::Origin::Visited);
}

}  // namespace

Views::Views(Session& session, SweepRunner& sweep, QWidget& parent)
    : QObject(&parent),
      navigator(new TimeNavigator(&parent)),
      timeline(new GanttView(*navigator, &parent)),
      pane(new TimelinePane(*timeline, *navigator, &parent)),
      memory(new MemoryView(*navigator, &parent)),
      pareto(new ParetoView(&parent)),
      layers(new LayersView(&parent)),
      graph(new GraphView(&parent)),
      details(new InspectorView(&parent)),
      hardware(new HardwareView(&parent)),
      fusion(new FusionView(&parent)),
      waterfall(new WaterfallView(&parent)),
      kpi(new KpiStrip(&parent)),
      study(new StudyView(&parent)),
      lostTime(new LostTimeView(&parent)),
      range(new RangeView(&parent)),
      compare(new CompareView(&parent)),
      pinned(new PinnedView(&parent)),
      session_(session),
      sweep_(sweep) {
  connectEdits();
  connectSelections();
  connectSweep();
  connectWaterfall();
  connectGraph();
  connect(&session_, &Session::snapshotChanged, this, &Views::showSnapshot);
  connect(&session_, &Session::selectionChanged, this, &Views::showSelection);
}

void Views::connectEdits() {
  const auto apply = [this](const Edit& edit) { session_.apply(edit); };
  connect(hardware, &HardwareView::editRequested, this, apply);
  connect(fusion, &FusionView::editRequested, this, apply);
  connect(pareto, &ParetoView::editRequested, this, apply);
  connect(waterfall, &WaterfallView::editRequested, this, apply);
}

void Views::connectSelections() {
  const auto select = [this](const Selection& selection) { session_.select(selection); };
  connect(timeline, &GanttView::selectionRequested, this, select);
  connect(memory, &MemoryView::selectionRequested, this, select);
  connect(layers, &LayersView::selectionRequested, this, select);
  connect(graph, &GraphView::selectionRequested, this, [this, select](const Selection& selection) {
    // Layers of a preview are none of the design's.
    preview_ ? graph->setSelection(selection) : select(selection);
  });
  connect(fusion, &FusionView::selectionRequested, this, select);
  connect(details, &InspectorView::selectionRequested, this, select);
  connect(lostTime, &LostTimeView::selectionRequested, this, select);
}

void Views::connectSweep() {
  connect(&sweep_, &SweepRunner::pointsChanged, this, [this] { pareto->setSwept(sweep_.points()); });
  connect(&sweep_, &SweepRunner::progressChanged, this, [this] { pareto->setProgress(sweep_.progress()); });
  connect(pareto, &ParetoView::sweepToggled, &sweep_, &SweepRunner::setEnabled);
}

void Views::connectWaterfall() {
  connect(waterfall, &WaterfallView::shownChanged, &waterfallRunner_, &WaterfallRunner::setWanted);
  connect(&waterfallRunner_, &WaterfallRunner::rowsChanged, this,
          [this] { waterfall->setRows(waterfallRunner_.rows()); });
}

void Views::connectGraph() {
  connect(&graphRunner_, &GraphRunner::modelReady, graph, &GraphView::setModel);
  connect(&graphRunner_, &GraphRunner::laidOut, graph, &GraphView::showLayout);
  connect(graph, &GraphView::layoutRequested, &graphRunner_, &GraphRunner::layOut);
}

void Views::showSnapshot() {
  const Snapshot& snapshot = session_.snapshot();
  // Live edits come first: the sweep waits while one is being evaluated.
  if (snapshot.stale) {
    sweep_.pause();
  } else {
    sweep_.resume();
  }
  hardware->setSnapshot(snapshot);
  if (!preview_) graphRunner_.follow(snapshot.design.workload);  // a model that can not be evaluated still has a graph
  if (snapshot.evaluation != shown_) showEvaluation();
  fusion->setSnapshot(snapshot);
  waterfall->setCurrent(snapshot.design.assumptions);
  const Freshness freshness = snapshot.stale ? Freshness::Stale : Freshness::Fresh;
  timeline->setFreshness(freshness);
  memory->setFreshness(freshness);
}

void Views::setPreview(std::shared_ptr<const Workload> model) {
  if (model == preview_) return;
  preview_ = std::move(model);
  graph->setSelection(preview_ ? Selection{} : session_.selection());
  graph->setNote(preview_ ? tr("Preview of %1 with guessed sizes").arg(QString::fromStdString(preview_->name))
                          : QString());
  graphRunner_.follow(preview_ ? preview_ : session_.snapshot().design.workload);
}

void Views::showEvaluation() {
  shown_ = session_.snapshot().evaluation;
  const SchedulePicture& picture = session_.picture();
  navigator->setSpan(picture.timeline->span);
  pane->setSnapshot(shown_, picture.timeline);
  lostTime->setSnapshot(shown_, *picture.time);
  memory->setSnapshot(shown_, picture.memories);
  layers->setSnapshot(shown_, picture.layers);
  graph->setSnapshot(shown_);
  details->setSnapshot(shown_, picture.layers, picture.accounting, picture.time);
  kpi->setSnapshot(session_.snapshot());
  rememberVisit();
  sweep_.follow(shown_->design);
  waterfallRunner_.follow(shown_->design);
}

void Views::rememberVisit() {
  const DesignPoint point = visitedPoint(*shown_);
  const bool known = std::ranges::any_of(visited_, [&](const DesignPoint& other) {
    return other.areaMm2 == point.areaMm2 && other.latencyCycles == point.latencyCycles;
  });
  if (!known) visited_.push_back(point);
  if (visited_.size() > kMostVisited) visited_.erase(visited_.begin());
  pareto->setVisited(visited_);
  pareto->setCurrent(point);
}

void Views::showSelection() {
  const Selection& selection = session_.selection();
  timeline->setSelection(selection);
  memory->setSelection(selection);
  layers->setSelection(selection);
  if (!preview_) graph->setSelection(selection);
  details->setSelection(selection);
}

std::vector<const Exportable*> Views::exportables() const {
  std::vector<const Exportable*> shown{timeline, memory, pareto,    layers,  details,
                                       hardware, fusion, waterfall, lostTime};
  if (compare->hasComparison()) shown.push_back(compare);
  if (pinned->pinnedCount() > 0) shown.push_back(pinned);
  if (range->isVisible()) shown.push_back(range);
  shown.insert(shown.end(), others_.begin(), others_.end());
  if (graph->scene() != nullptr) shown.push_back(graph);
  if (study->hasStudy()) shown.push_back(study);
  return shown;
}

}  // namespace fusewright
