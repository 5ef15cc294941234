// Steps of the selection along the schedule, and what F fits; the rest of GanttView is in gantt_view.cpp.
#include <algorithm>
#include <functional>

#include <QContextMenuEvent>

#include "widgets/common/idle_names.h"
#include "widgets/common/names.h"
#include "widgets/gantt/gantt_export.h"
#include "widgets/gantt/gantt_view.h"

namespace fusewright {
namespace {

/// First and last cycle of all tiles of the layer's family.
std::optional<TimeRange> rangeOfFamily(const Evaluation& evaluation, LayerId layer) {
  const Workload& workload = *evaluation.workload;
  if (layer.index() >= workload.layers.size()) return std::nullopt;
  std::optional<TimeRange> range;
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    if (workload.layers[index].family != workload.layer(layer).family) continue;
    for (const TileId tile : evaluation.graph->tilesOfLayer[index]) {
      const TimeRange own{evaluation.schedule->start[tile.index()].value, evaluation.schedule->end[tile.index()].value};
      range = range ? TimeRange{std::min(range->from, own.from), std::max(range->to, own.to)} : own;
    }
  }
  return range;
}

}  // namespace

std::optional<TileId> GanttView::highlighted(TileId tile, Step direction) const {
  const TileGraph& graph = *evaluation_->graph;
  const Schedule& schedule = *evaluation_->schedule;
  const bool producers = direction == Step::Producer;
  const auto around = producers ? graph.producersOf(tile) : graph.consumersOf(tile);
  if (around.empty()) return std::nullopt;
  // The producer that ended last comes first, and so does the consumer that starts first.
  std::vector<TileId> sorted(around.begin(), around.end());
  if (producers) {
    std::ranges::stable_sort(sorted, std::greater{}, [&](TileId id) { return schedule.end[id.index()].value; });
  } else {
    std::ranges::stable_sort(sorted, {}, [&](TileId id) { return schedule.start[id.index()].value; });
  }
  const bool selected = selectedTile() == tile;
  const std::size_t place = !selected ? 0 : producers ? edge_.producer : edge_.consumer;
  return sorted[place % sorted.size()];
}

std::optional<TileId> GanttView::neighbour(TileId tile, Step step) const {
  const TileGraph& graph = *evaluation_->graph;
  const Schedule& schedule = *evaluation_->schedule;
  if (step == Step::Producer || step == Step::Consumer) return highlighted(tile, step);
  const auto& onCore = schedule.tilesOfCore[graph.core[tile.index()].index()];
  const auto self = std::ranges::lower_bound(onCore, schedule.start[tile.index()].value, {},
                                             [&](TileId id) { return schedule.start[id.index()].value; });
  const auto found = std::find(self, onCore.end(), tile);
  if (found == onCore.end()) return std::nullopt;
  if (step == Step::NextTile) return found + 1 == onCore.end() ? std::nullopt : std::optional(*(found + 1));
  return found == onCore.begin() ? std::nullopt : std::optional(*(found - 1));
}

void GanttView::stepSelection(Step step) {
  if (!evaluation_ || evaluation_->graph->size() == 0) return;
  const auto tile = selectedTile();
  if (!tile) {
    const Schedule& schedule = *evaluation_->schedule;
    for (const auto& onCore : schedule.tilesOfCore) {
      const auto first = std::ranges::find_if(
          onCore, [&](TileId id) { return schedule.end[id.index()].value > navigator().visible().from; });
      if (first == onCore.end()) continue;
      Q_EMIT selectionRequested(keyOf(*evaluation_->graph, *first));
      return;
    }
    return;
  }
  if (step == Step::OtherProducer || step == Step::OtherConsumer) {
    ++(step == Step::OtherProducer ? edge_.producer : edge_.consumer);
    update();
    return;
  }
  if (const auto next = neighbour(*tile, step)) Q_EMIT selectionRequested(keyOf(*evaluation_->graph, *next));
}

std::optional<TimeRange> GanttView::selectedRange() const {
  if (!evaluation_) return std::nullopt;
  const Schedule& schedule = *evaluation_->schedule;
  if (const auto tile = selectedTile())
    return onShow({schedule.start[tile->index()].value, schedule.end[tile->index()].value});
  if (const auto* key = std::get_if<IdleKey>(&selection_))
    if (const IdleInterval* idle = findIdle(*evaluation_, *key)) return TimeRange{idle->from.value, idle->to.value};
  if (const auto* layer = std::get_if<LayerId>(&selection_)) return rangeOfFamily(*evaluation_, *layer);
  if (const auto* id = std::get_if<TransferId>(&selection_); id != nullptr && id->index() < schedule.transfers.size()) {
    return TimeRange{schedule.transfers[id->index()].start.value, schedule.transfers[id->index()].end.value};
  }
  return std::nullopt;
}

void GanttView::contextMenuEvent(QContextMenuEvent* event) {
  if (!timeline_) return;
  const auto hit = hitTest(*timeline_, rows(), axis(), axis().left - 1, event->pos().y() - rowsTop());
  Q_EMIT rowMenuRequested(hit ? QString::fromStdString(timeline_->rows[hit->row].name) : QString(), event->globalPos());
}

QString GanttView::exportTitle() const {
  return tr("Schedule");
}

/// As the screen shows it: rows arranged, the ghost, marks.
GanttFigure GanttView::figure() const {
  GanttFigure shown{.evaluation = *evaluation_,
                    .timeline = *timeline_,
                    .visible = navigator().visible(),
                    .by = colouring_,
                    .rows = shownRows_,
                    .ghost = {},
                    .marks = navigator().timeMarks(),
                    .fold = navigator().fold()};
  if (ghost_) shown.ghost.emplace(FigureGhost{.evaluation = *ghostEvaluation_, .timeline = *ghost_});
  return shown;
}

std::optional<QSizeF> GanttView::figureSize() const {
  return timeline_ ? std::optional(ganttFigureSize(figure())) : std::nullopt;
}

void GanttView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& look) const {
  if (timeline_) renderGantt(painter, area, figure(), look);
}

TextTable GanttView::exportTable() const {
  return evaluation_ ? tileTable(*evaluation_, navigator().visible()) : TextTable{};
}

}  // namespace fusewright
