// What GanttView paints over its rows: the selection, arrows, what was found, where things were before.
#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/common/family_names.h"
#include "widgets/common/idle_names.h"
#include "widgets/common/names.h"
#include "widgets/gantt/edge_paint.h"
#include "widgets/gantt/gantt_paint.h"
#include "widgets/gantt/gantt_view.h"

namespace fusewright {

void GanttView::paintOverlay(QPainter& painter) {
  if (!timeline_) return;
  painter.save();
  painter.setClipRect(plotArea());
  paintHits(painter);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  if (const auto tile = selectedTile()) {
    paintEdges(painter, *tile);
    paintSelectedTile(painter, *tile);
  }
  paintSelectedLayer(painter);
  if (const auto* transfer = std::get_if<TransferId>(&selection_)) paintSelectedTransfer(painter, *transfer);
  if (const auto* idle = std::get_if<IdleKey>(&selection_)) paintSelectedIdle(painter, *idle);
  paintTouched(painter);
  if (hoveredTile_ && ghost_) paintWasHere(painter, *hoveredTile_);
  if (hovered_.isValid()) {
    painter.setPen(QPen(style().theme.selection, 1, Qt::SolidLine));
    painter.drawRect(hovered_.adjusted(-0.5, -0.5, 0.5, 0.5));
  }
  painter.restore();
}

void GanttView::paintSelectedTile(QPainter& painter, TileId tile) const {
  const QRectF box = tileBox(tile, 3);
  if (box.isNull()) return;
  painter.setPen(QPen(style().theme.background, 4));
  painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 2, 2);
  painter.setPen(QPen(style().theme.selection, 2));
  painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 2, 2);
  paintImage(painter, tile);
}

/// Dashes around what is on show in place of a tile that is folded away.
void GanttView::paintImage(QPainter& painter, TileId tile) const {
  const Schedule& schedule = *evaluation_->schedule;
  const TimeRange own{schedule.start[tile.index()].value, schedule.end[tile.index()].value};
  const TimeRange shown = onShow(own);
  const auto row = rowOfCore(*timeline_, evaluation_->graph->core[tile.index()]);
  if (shown == own || !row) return;
  painter.setPen(QPen(style().theme.selection, 2, Qt::DashLine));
  painter.drawRect(boxOf(rows()[*row], 0, shown.from, shown.to, axis(), 3).translated(0, rowsTop()));
}

void GanttView::findEdges() {
  constexpr std::size_t kMostEdges = 20000;
  edges_.clear();
  const auto tile = selectedTile();
  if (!tile) return;
  const auto around = edgesAround(*evaluation_->graph, *tile, depth_, kMostEdges);
  edges_ = bundlesOf(around, *evaluation_->graph, *evaluation_->schedule, *evaluation_->workload);
}

void GanttView::paintEdges(QPainter& painter, TileId tile) const {
  const DrawStyle look = style();
  const QFontMetricsF metrics(look.smallFont);
  const auto boxes = rows();
  const auto boxOfTile = [&](TileId other) {
    const auto row = rowOfCore(*timeline_, evaluation_->graph->core[other.index()]);
    if (!row || !boxes[*row].shown()) return QRectF();
    const Schedule& schedule = *evaluation_->schedule;
    return boxOf(boxes[*row], 0, schedule.start[other.index()].value, schedule.end[other.index()].value, axis(),
                 other == tile ? 3 : 1)
        .translated(0, rowsTop());
  };
  const EdgeGround ground{
      .boxOf = boxOfTile,
      .nameOf = [&](LayerId layer) { return familyText(*evaluation_->workload, layer); },
      .widthOf = [&](const QString& text) { return metrics.horizontalAdvance(text); },
      .lineHeight = metrics.height(),
      .area = plotArea(),
  };
  EdgePicture picture = layOutEdges(edges_, ground);
  // The ones that [ and ] go to are drawn even where a bundle stands for them.
  for (const Step step : {Step::Producer, Step::Consumer}) {
    const auto other = highlighted(tile, step);
    if (!other) continue;
    const bool towards = step == Step::Producer;
    const QRectF producer = boxOfTile(towards ? *other : tile);
    const QRectF consumer = boxOfTile(towards ? tile : *other);
    if (producer.isNull() || consumer.isNull()) continue;
    picture.chosen.push_back({.from = QPointF(producer.right(), producer.center().y()),
                              .to = QPointF(consumer.left(), consumer.center().y()),
                              .towards = towards});
  }
  paintEdgePicture(painter, picture, ground, look);
}

void GanttView::paintSelectedLayer(QPainter& painter) const {
  const Theme theme = style().theme;
  constexpr double kNarrowest = 3;
  const auto boxes = rows();
  const TimeAxis along = axis();
  for (std::size_t row = 0; row < std::min(boxes.size(), ofSelectedLayer_.ofRow.size()); ++row) {
    if (ofSelectedLayer_.ofRow[row].empty() || !boxes[row].shown()) continue;
    const double top = rowsTop() + boxes[row].top + boxes[row].height - 4;
    if (top > height() || top < kRulerHeight - 4) continue;
    const Lane& lane = timeline_->rows[row].lanes.front();
    for (const HitSpan& span : hitSpans(ofSelectedLayer_.ofRow[row], lane, along, kNarrowest))
      painter.fillRect(QRectF(span.left, top, span.right - span.left, 3), theme.selection);
  }
}

void GanttView::paintSelectedTransfer(QPainter& painter, TransferId transfer) const {
  if (transfer.index() >= evaluation_->schedule->transfers.size()) return;
  const auto boxes = rows();
  const Transfer& shown = evaluation_->schedule->transfers[transfer.index()];
  painter.setPen(QPen(style().theme.selection, 2));
  for (std::size_t row = 0; row < boxes.size(); ++row) {
    if (timeline_->rows[row].isCore() || !boxes[row].shown()) continue;
    for (std::size_t lane = 0; lane < boxes[row].laneTops.size(); ++lane) {
      const auto item = itemAt(timeline_->rows[row].lanes[lane], (shown.start.value + shown.end.value) / 2);
      if (!item || timeline_->rows[row].lanes[lane].items[*item].id != transfer.value) continue;
      painter.drawRect(boxOf(boxes[row], lane, shown.start.value, shown.end.value, axis(), 3).translated(0, rowsTop()));
    }
  }
}

void GanttView::paintSelectedIdle(QPainter& painter, const IdleKey& key) const {
  const IdleInterval* idle = findIdle(*evaluation_, key);
  const auto row = rowOfCore(*timeline_, key.core);
  if (idle == nullptr || !row || !rows()[*row].shown()) return;
  const QRectF box = boxOf(rows()[*row], 0, idle->from.value, idle->to.value, axis(), 3).translated(0, rowsTop());
  painter.setPen(QPen(style().theme.background, 4));
  painter.drawRect(box);
  painter.setPen(QPen(style().theme.selection, 2, Qt::DashLine));
  painter.drawRect(box);
}

/// Hits of the search along the upper edge of their rows, never narrower than three pixels.
void GanttView::paintHits(QPainter& painter) const {
  const Theme theme = style().theme;
  constexpr double kNarrowest = 3;
  if (hits_.empty()) return;
  const auto boxes = rows();
  const TimeAxis along = axis();
  for (std::size_t row = 0; row < std::min(boxes.size(), hits_.ofRow.size()); ++row) {
    if (hits_.ofRow[row].empty() || !boxes[row].shown()) continue;
    const double top = rowsTop() + boxes[row].top;
    if (top > height() || top + boxes[row].height < kRulerHeight) continue;
    const double tall = std::min(5.0, boxes[row].height);
    for (const HitSpan& span : hitSpans(hits_.ofRow[row], timeline_->rows[row].lanes.front(), along, kNarrowest)) {
      painter.fillRect(QRectF(span.left, top - 2, span.right - span.left, tall), theme.selection);
      painter.fillRect(QRectF(span.left, top - 1, span.right - span.left, tall - 2), theme.danger);
    }
  }
}

/// A bracket below the row, where the tile was in the baseline.
void GanttView::paintWasHere(QPainter& painter, TileId tile) const {
  const auto before = tileInGhost(tile);
  const auto row = rowOfCore(*timeline_, evaluation_->graph->core[tile.index()]);
  if (!before || !row || !rows()[*row].shown()) return;
  const RowBox box = rows()[*row];
  const Schedule& schedule = *ghostEvaluation_->schedule;
  const TimeAxis along = axis();
  const double left = along.toPixel(schedule.start[before->index()].value);
  const double right = std::max(along.toPixel(schedule.end[before->index()].value), left + 3);
  const double y = rowsTop() + box.ghostTop + box.ghostHeight;
  painter.setPen(QPen(style().theme.selection, 1.5));
  painter.drawPolyline(QPolygonF({{left, y - 6}, {left, y}, {right, y}, {right, y - 6}}));
}

}  // namespace fusewright
