#include "widgets/gantt/gantt_view.h"

#include <algorithm>
#include <cmath>

#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include "widgets/common/idle_names.h"
#include "widgets/common/names.h"
#include "widgets/gantt/gantt_export.h"
#include "widgets/gantt/gantt_paint.h"
#include "widgets/gantt/item_tooltip.h"

namespace fusewright {

GanttView::GanttView(TimeNavigator& navigator, QWidget* parent) : TimeView(navigator, parent) {
  setObjectName(QStringLiteral("timelineView"));
  setAccessibleName(tr("Timeline"));
  setAccessibleDescription(
      tr("When each core computes and each link transfers; the table of layers holds the same as text"));
  connect(&navigator, &TimeNavigator::visibleChanged, this, &GanttView::hoverLeft);
  setWhatsThis(
      tr("Each row is a core or a link. Colours are layers; where bars are narrower than a pixel, the shade says how "
         "much of the time is busy."));
}

void GanttView::setSnapshot(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const Timeline> timeline) {
  evaluation_ = std::move(evaluation);
  timeline_ = std::move(timeline);
  hovered_ = {};
  scrollRows(0);
  invalidate();
}

void GanttView::setSelection(const Selection& selection) {
  selection_ = selection;
  if (const auto tile = selectedTile()) {
    const Schedule& schedule = *evaluation_->schedule;
    navigator().reveal({schedule.start[tile->index()].value, schedule.end[tile->index()].value});
  }
  if (std::holds_alternative<IdleKey>(selection))
    if (const auto range = selectedRange()) navigator().reveal(*range);
  update();
}

void GanttView::setColouring(ColourBy by) {
  if (colouring_ == by) return;
  colouring_ = by;
  invalidate();
}

std::vector<RowBox> GanttView::rows() const {
  return layOutRows(*timeline_, static_cast<double>(height() - kRulerHeight));
}

void GanttView::paintContent(QPainter& painter) {
  if (!timeline_) {
    paintEmpty(painter);
    return;
  }
  const DrawStyle look = style();
  const GanttColours colours = coloursOf(*evaluation_, *timeline_, colouring_, look.theme.mode);
  const auto boxes = rows();
  const double bottom = height();
  paintRuler(painter, axis(), {.labelTop = 0, .labelHeight = kRulerHeight, .top = kRulerHeight, .bottom = bottom},
             look);
  paintRows(painter,
            {.timeline = *timeline_,
             .evaluation = *evaluation_,
             .colours = colours,
             .axis = axis(),
             .rows = boxes,
             .rowsTop = rowsTop(),
             .clipTop = kRulerHeight,
             .clipBottom = bottom,
             .headerLeft = 0},
            look);
  painter.setPen(QPen(look.theme.grid, 1));
  painter.drawLine(QPointF(0, kRulerHeight - 0.5), QPointF(width(), kRulerHeight - 0.5));
  const double all = totalHeight(boxes);
  const double shown = bottom - kRulerHeight;
  if (all > shown) {
    QColor thumb = look.theme.axis;
    thumb.setAlphaF(0.6F);
    painter.fillRect(QRectF(width() - 7.0, kRulerHeight + scroll_ / all * shown, 4, shown / all * shown), thumb);
  }
}

void GanttView::paintEmpty(QPainter& painter) const {
  painter.setPen(style().theme.mutedText);
  painter.drawText(rect(), Qt::AlignCenter,
                   tr("Open a model (.onnx) and an accelerator (.yaml),\nor drop them anywhere on this window."));
}

std::optional<TileId> GanttView::selectedTile() const {
  const auto* key = std::get_if<TileKey>(&selection_);
  return key != nullptr && evaluation_ ? tileOf(*evaluation_->graph, *key) : std::nullopt;
}

QRectF GanttView::tileBox(TileId tile, double minWidth) const {
  const auto row = rowOfCore(*timeline_, evaluation_->graph->core[tile.index()]);
  if (!row) return {};
  const Schedule& schedule = *evaluation_->schedule;
  const QRectF box =
      boxOf(rows()[*row], 0, schedule.start[tile.index()].value, schedule.end[tile.index()].value, axis(), minWidth);
  return box.translated(0, rowsTop());
}

void GanttView::paintOverlay(QPainter& painter) {
  if (!timeline_) return;
  painter.save();
  painter.setClipRect(plotArea());
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  if (const auto tile = selectedTile()) {
    paintEdges(painter, *tile);
    paintSelectedTile(painter, *tile);
  } else if (const auto* key = std::get_if<TileKey>(&selection_)) {
    paintSelectedLayer(painter, key->layer);
  }
  if (const auto* layer = std::get_if<LayerId>(&selection_)) paintSelectedLayer(painter, *layer);
  if (const auto* transfer = std::get_if<TransferId>(&selection_)) paintSelectedTransfer(painter, *transfer);
  if (const auto* idle = std::get_if<IdleKey>(&selection_)) paintSelectedIdle(painter, *idle);
  if (hovered_.isValid()) {
    painter.setPen(QPen(style().theme.selection, 1, Qt::SolidLine));
    painter.drawRect(hovered_.adjusted(-0.5, -0.5, 0.5, 0.5));
  }
  painter.restore();
}

void GanttView::paintSelectedTile(QPainter& painter, TileId tile) const {
  const QRectF box = tileBox(tile, 3);
  painter.setPen(QPen(style().theme.background, 4));
  painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 2, 2);
  painter.setPen(QPen(style().theme.selection, 2));
  painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 2, 2);
}

void GanttView::paintEdges(QPainter& painter, TileId tile) const {
  constexpr std::size_t kMostEdges = 200;
  const TileGraph& graph = *evaluation_->graph;
  const QRectF self = tileBox(tile, 3);
  const auto curve = [&](const QRectF& from, const QRectF& to) {
    const QPointF start(from.right(), from.center().y());
    const QPointF end(to.left(), to.center().y());
    const double bend = std::max(std::abs(end.y() - start.y()) / 2, 18.0);
    QPainterPath path(start);
    path.cubicTo(start + QPointF(bend * 0.4, -bend), end + QPointF(-bend * 0.4, -bend), end);
    painter.drawPath(path);
  };
  const auto producers = graph.producersOf(tile);
  const auto consumers = graph.consumersOf(tile);
  painter.setPen(QPen(style().theme.accent, 1.4));
  for (const TileId producer : producers.first(std::min(producers.size(), kMostEdges)))
    curve(tileBox(producer, 1), self);
  painter.setPen(QPen(style().theme.danger, 1.4));
  for (const TileId consumer : consumers.first(std::min(consumers.size(), kMostEdges)))
    curve(self, tileBox(consumer, 1));
}

void GanttView::paintSelectedLayer(QPainter& painter, LayerId layer) const {
  const Workload& workload = *evaluation_->workload;
  if (layer.index() >= workload.layers.size()) return;
  const auto boxes = rows();
  const TimeAxis along = axis();
  const LayerId family = workload.layer(layer).family;
  painter.setPen(Qt::NoPen);
  painter.setBrush(style().theme.selection);
  double drawnTo = -1;
  for (std::size_t index = family.index(); index < workload.layers.size(); ++index) {
    if (workload.layers[index].family != family) continue;
    for (const TileId tile : evaluation_->graph->tilesOfLayer[index]) {
      const auto row = rowOfCore(*timeline_, evaluation_->graph->core[tile.index()]);
      const double from = along.toPixel(evaluation_->schedule->start[tile.index()].value);
      const double to = std::max(along.toPixel(evaluation_->schedule->end[tile.index()].value), from + 1);
      const bool hidden =
          !row || to < along.left || from > along.left + along.length || (boxes.size() == 1 && to < drawnTo);
      if (hidden) continue;
      drawnTo = to;
      painter.drawRect(QRectF(from, rowsTop() + boxes[*row].top + boxes[*row].height - 4, to - from, 3));
    }
  }
}

void GanttView::paintSelectedTransfer(QPainter& painter, TransferId transfer) const {
  if (transfer.index() >= evaluation_->schedule->transfers.size()) return;
  const auto boxes = rows();
  const Transfer& shown = evaluation_->schedule->transfers[transfer.index()];
  painter.setPen(QPen(style().theme.selection, 2));
  for (std::size_t row = 0; row < boxes.size(); ++row) {
    if (!std::holds_alternative<LinkId>(timeline_->rows[row].owner)) continue;
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
  if (idle == nullptr || !row) return;
  const QRectF box = boxOf(rows()[*row], 0, idle->from.value, idle->to.value, axis(), 3).translated(0, rowsTop());
  painter.setPen(QPen(style().theme.background, 4));
  painter.drawRect(box);
  painter.setPen(QPen(style().theme.selection, 2, Qt::DashLine));
  painter.drawRect(box);
}

void GanttView::clickedAt(QPointF position) {
  setFocus(Qt::MouseFocusReason);
  if (!timeline_) return;
  const auto hit = hitTest(*timeline_, rows(), axis(), position.x(), position.y() - rowsTop());
  if (!hit) {
    Q_EMIT selectionRequested(Selection{});
    return;
  }
  const TimelineRow& row = timeline_->rows[hit->row];
  if (!hit->item) {
    const auto* core = std::get_if<CoreId>(&row.owner);
    const IdleInterval* idle = core != nullptr ? idleAt(*evaluation_, *core, axis().toCycle(position.x())) : nullptr;
    const bool inPlot = position.x() >= axis().left;
    Q_EMIT selectionRequested(idle != nullptr && inPlot ? Selection{keyOf(*evaluation_, *idle)}
                              : core != nullptr         ? Selection{*core}
                                                        : Selection{});
    return;
  }
  const TimelineItem item = itemOf(row, row.lanes[hit->lane].items[*hit->item]);
  if (const auto* tile = std::get_if<TileId>(&item)) {
    Q_EMIT selectionRequested(keyOf(*evaluation_->graph, *tile));
  } else if (const auto* transfer = std::get_if<TransferId>(&item)) {
    Q_EMIT selectionRequested(*transfer);
  } else {
    const Stream& stream = evaluation_->schedule->streams[std::get<StreamId>(item).index()];
    Q_EMIT selectionRequested(keyOf(*evaluation_->graph, stream.tile));
  }
}

void GanttView::hoveredAt(QPointF position) {
  QString text;
  QRectF outline;
  const auto hit = timeline_ && position.y() >= kRulerHeight
                       ? hitTest(*timeline_, rows(), axis(), position.x(), position.y() - rowsTop())
                       : std::nullopt;
  if (hit) {
    const TimelineRow& row = timeline_->rows[hit->row];
    if (hit->item) {
      const LaneItem& item = row.lanes[hit->lane].items[*hit->item];
      text = itemToolTip(*evaluation_, itemOf(row, item));
      outline = boxOf(rows()[hit->row], hit->lane, item.start, item.end, axis(), 3).translated(0, rowsTop());
    } else if (const auto* core = std::get_if<CoreId>(&row.owner)) {
      text = idleToolTip(*evaluation_, *core, axis().toCycle(position.x()));
    }
  }
  if (text.isEmpty()) {
    QToolTip::hideText();
  } else {
    QToolTip::showText(mapToGlobal(position.toPoint()) + QPoint(6, 10), text, this);
  }
  if (outline != hovered_) {
    hovered_ = outline;
    update();
  }
}

void GanttView::hoverLeft() {
  QToolTip::hideText();
  hovered_ = {};
  update();
}

void GanttView::scrollRows(double pixels) {
  if (!timeline_) return;
  const double most = std::max(0.0, totalHeight(rows()) - (height() - kRulerHeight));
  const double scroll = std::clamp(scroll_ + pixels, 0.0, most);
  if (scroll == scroll_) return;
  scroll_ = scroll;
  invalidate();
}

}  // namespace fusewright
