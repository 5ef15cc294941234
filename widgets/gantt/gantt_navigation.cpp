// Steps of the selection along the schedule, and what F fits; the rest of GanttView is in gantt_view.cpp.
#include <algorithm>

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

std::optional<TileId> GanttView::neighbour(TileId tile, Step step) const {
  const TileGraph& graph = *evaluation_->graph;
  const Schedule& schedule = *evaluation_->schedule;
  if (step == Step::Producer) {
    const auto producers = graph.producersOf(tile);
    if (producers.empty()) return std::nullopt;
    return *std::ranges::max_element(producers, {}, [&](TileId id) { return schedule.end[id.index()].value; });
  }
  if (step == Step::Consumer) {
    const auto consumers = graph.consumersOf(tile);
    if (consumers.empty()) return std::nullopt;
    return *std::ranges::min_element(consumers, {}, [&](TileId id) { return schedule.start[id.index()].value; });
  }
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
  if (const auto next = neighbour(*tile, step)) Q_EMIT selectionRequested(keyOf(*evaluation_->graph, *next));
}

std::optional<TimeRange> GanttView::selectedRange() const {
  if (!evaluation_) return std::nullopt;
  const Schedule& schedule = *evaluation_->schedule;
  if (const auto tile = selectedTile()) {
    return TimeRange{schedule.start[tile->index()].value, schedule.end[tile->index()].value};
  }
  if (const auto* key = std::get_if<IdleKey>(&selection_))
    if (const IdleInterval* idle = findIdle(*evaluation_, *key)) return TimeRange{idle->from.value, idle->to.value};
  if (const auto* layer = std::get_if<LayerId>(&selection_)) return rangeOfFamily(*evaluation_, *layer);
  if (const auto* id = std::get_if<TransferId>(&selection_); id != nullptr && id->index() < schedule.transfers.size()) {
    return TimeRange{schedule.transfers[id->index()].start.value, schedule.transfers[id->index()].end.value};
  }
  return std::nullopt;
}

QString GanttView::exportTitle() const {
  return tr("Schedule");
}

std::optional<QSizeF> GanttView::figureSize() const {
  return timeline_ ? std::optional(ganttFigureSize(*timeline_)) : std::nullopt;
}

void GanttView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& look) const {
  if (timeline_) renderGantt(painter, area, *evaluation_, *timeline_, navigator().visible(), look, colouring_);
}

TextTable GanttView::exportTable() const {
  return evaluation_ ? tileTable(*evaluation_, navigator().visible()) : TextTable{};
}

}  // namespace fusewright
