#include "widgets/gantt/gantt_view.h"

#include <algorithm>
#include <cmath>

#include <QPainter>
#include <QToolTip>

#include "core/metrics/schedule_diff.h"
#include "widgets/common/fold_paint.h"
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
  colours_.reset();
  hovered_ = {};
  setHoveredTile(std::nullopt);
  touched_.clear();
  if (ghost_) setGhost(ghostEvaluation_, ghost_);
  arrangeRows();
  findSelectedLayer();
  findEdges();
  if (!searched_.isEmpty()) find(searched_);
}

void GanttView::setSelection(const Selection& selection) {
  if (selection_ != selection) edge_ = {};
  selection_ = selection;
  findSelectedLayer();
  findEdges();
  if (arrangement_.touchedOnly) arrangeRows();
  if (!hits_.empty()) Q_EMIT hitsChanged();
  if (const auto tile = selectedTile()) {
    const Schedule& schedule = *evaluation_->schedule;
    navigator().reveal(onShow({schedule.start[tile->index()].value, schedule.end[tile->index()].value}));
  }
  if (std::holds_alternative<IdleKey>(selection))
    if (const auto range = selectedRange()) navigator().reveal(*range);
  update();
}

TimeRange GanttView::onShow(TimeRange range) const {
  return navigator().fold() ? navigator().fold()->image(range) : range;
}

const TimeFold* GanttView::foldUnder(QPointF position) const {
  const bool inPlot = plotArea().contains(position);
  return inPlot && navigator().fold() ? navigator().fold()->foldAt(axis().toCycle(position.x())) : nullptr;
}

void GanttView::setColouring(ColourBy by) {
  if (colouring_ == by) return;
  colouring_ = by;
  colours_.reset();
  invalidate();
}

const GanttColours& GanttView::colours(ThemeMode mode) {
  if (!colours_ || colours_->first != mode)
    colours_ = std::pair(mode, coloursOf(*evaluation_, *timeline_, colouring_, mode));
  return colours_->second;
}

std::vector<RowBox> GanttView::rows() const {
  return layOutRows(*timeline_, shownRows_, static_cast<double>(height() - kRulerHeight),
                    ghost_ ? Ghosts::Shown : Ghosts::Hidden);
}

void GanttView::arrangeRows() {
  if (!timeline_) return;
  const auto touched = arrangement_.touchedOnly ? rowsTouched(*evaluation_, *timeline_, selection_) : std::nullopt;
  shownRows_ = arranged(*timeline_, arrangement_, touched);
  scrollRows(0);
  invalidate();
}

void GanttView::setArrangement(const RowArrangement& arrangement) {
  arrangement_ = arrangement;
  arrangeRows();
}

void GanttView::setDepth(int depth) {
  depth_ = std::max(depth, 1);
  findEdges();
  update();
}

void GanttView::setGhost(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const Timeline> timeline) {
  ghostEvaluation_ = std::move(evaluation);
  ghost_ = std::move(timeline);
  counterparts_ = ghost_ && evaluation_ ? sameLayers(*evaluation_->workload, *ghostEvaluation_->workload)
                                        : decltype(counterparts_){};
  scrollRows(0);
  invalidate();
}

void GanttView::find(const QString& text) {
  searched_ = text;
  hits_ = timeline_ ? findTiles(*evaluation_, *timeline_, text) : SearchHits{};
  update();
  Q_EMIT hitsChanged();
}

std::size_t GanttView::hitNumber() const {
  const auto tile = selectedTile();
  if (!tile || hits_.empty()) return 0;
  return hitsBefore(hits_, *timeline_, evaluation_->schedule->start[tile->index()].value) + 1;
}

void GanttView::goToHit(SearchStep step) {
  if (!timeline_ || hits_.empty()) return;
  const auto tile = selectedTile();
  const double from = tile ? evaluation_->schedule->start[tile->index()].value
                           : navigator().visible().from - (step == SearchStep::Next ? 1e-9 : 0);
  if (const auto hit = nextHit(hits_, *timeline_, from, step))
    Q_EMIT selectionRequested(keyOf(*evaluation_->graph, *hit));
}

/// The layer that is selected, or that the selected tile, which is not there any more, belonged to.
void GanttView::findSelectedLayer() {
  ofSelectedLayer_ = {};
  if (!timeline_) return;
  const auto* key = std::get_if<TileKey>(&selection_);
  const auto* layer = std::get_if<LayerId>(&selection_);
  if (key != nullptr && !selectedTile()) layer = &key->layer;
  if (layer == nullptr || layer->index() >= evaluation_->workload->layers.size()) return;
  ofSelectedLayer_ = tilesOfFamily(*timeline_, evaluation_->workload->layer(*layer).family);
}

std::optional<TileId> GanttView::tileInGhost(TileId tile) const {
  if (!ghostEvaluation_) return std::nullopt;
  const TileKey key = keyOf(*evaluation_->graph, tile);
  if (key.layer.index() >= counterparts_.size() || !counterparts_[key.layer.index()]) return std::nullopt;
  return tileOf(*ghostEvaluation_->graph,
                {.layer = *counterparts_[key.layer.index()], .indexInLayer = key.indexInLayer});
}

void GanttView::paintContent(QPainter& painter) {
  if (!timeline_) {
    paintEmpty(painter);
    return;
  }
  const DrawStyle look = style();
  const auto boxes = rows();
  const double bottom = height();
  paintRuler(painter, axis(), {.labelTop = 0, .labelHeight = kRulerHeight, .top = kRulerHeight, .bottom = bottom},
             look);
  const GanttPicture picture{.timeline = *timeline_,
                             .evaluation = *evaluation_,
                             .colours = colours(look.theme.mode),
                             .axis = axis(),
                             .rows = boxes,
                             .rowsTop = rowsTop(),
                             .clipTop = kRulerHeight,
                             .clipBottom = bottom,
                             .headerLeft = 0};
  paintRows(painter, picture, look);
  if (ghost_) {
    const GanttColours before = coloursOf(*ghostEvaluation_, *ghost_, colouring_, look.theme.mode);
    paintGhosts(painter, picture, {.timeline = *ghost_, .colours = before}, look);
  }
  paintFolds(painter, axis(), {axis().left, kRulerHeight, axis().length, bottom - kRulerHeight}, FoldLabels::Shown,
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
  if (!row || !rows()[*row].shown()) return {};
  const Schedule& schedule = *evaluation_->schedule;
  const QRectF box =
      boxOf(rows()[*row], 0, schedule.start[tile.index()].value, schedule.end[tile.index()].value, axis(), minWidth);
  return box.translated(0, rowsTop());
}

void GanttView::clickedAt(QPointF position) {
  setFocus(Qt::MouseFocusReason);
  if (!timeline_ || foldUnder(position) != nullptr) return;
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
  std::optional<TileId> under;
  const TimeFold* fold = timeline_ ? foldUnder(position) : nullptr;
  if (fold != nullptr) text = foldToolTip(*fold);
  const auto hit = timeline_ && fold == nullptr && position.y() >= kRulerHeight
                       ? hitTest(*timeline_, rows(), axis(), position.x(), position.y() - rowsTop())
                       : std::nullopt;
  if (hit) {
    const TimelineRow& row = timeline_->rows[hit->row];
    if (hit->item) {
      const LaneItem& item = row.lanes[hit->lane].items[*hit->item];
      const TimelineItem what = itemOf(row, item);
      text = itemToolTip(*evaluation_, what);
      if (const auto* tile = std::get_if<TileId>(&what)) {
        under = *tile;
        if (const auto before = tileInGhost(*tile))
          text += changeToolTip(*ghostEvaluation_, *before, *evaluation_, *tile);
      }
      outline = boxOf(rows()[hit->row], hit->lane, item.start, item.end, axis(), 3).translated(0, rowsTop());
    } else if (const auto* core = std::get_if<CoreId>(&row.owner)) {
      text = idleToolTip(*evaluation_, *core, axis().toCycle(position.x()));
    }
  }
  setHoveredTile(under);
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
  setHoveredTile(std::nullopt);
  update();
}

double GanttView::snapped(double cycle, QPointF position) const {
  constexpr double kReachPixels = 5;
  if (!timeline_) return cycle;
  const auto hit = hitTest(*timeline_, rows(), axis(), axis().left - 1, position.y() - rowsTop());
  if (!hit) return cycle;
  const double reach = kReachPixels * axis().cyclesPerPixel();
  const Lane& lane = timeline_->rows[hit->row].lanes[hit->lane];
  const ItemRange near = itemsWithin(lane, cycle - reach, cycle + reach);
  double best = cycle;
  double distance = reach;
  // Where there are more edges than pixels, there is nothing to snap to.
  for (std::size_t index = near.first; index < std::min(near.last, near.first + 8); ++index)
    for (const double edge : {lane.items[index].start, lane.items[index].end})
      if (std::abs(edge - cycle) < distance) {
        distance = std::abs(edge - cycle);
        best = edge;
      }
  return best;
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
