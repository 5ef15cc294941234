#include "widgets/memory/memory_view.h"

#include <algorithm>
#include <cmath>

#include <QPainter>
#include <QToolTip>

#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/gantt/gantt_paint.h"
#include "widgets/memory/lifetime_paint.h"
#include "widgets/memory/memory_legend.h"
#include "widgets/memory/memory_paint.h"

namespace fusewright {
namespace {

constexpr double kPeakReachPixels = 8;

}  // namespace

MemoryView::MemoryView(TimeNavigator& navigator, QWidget* parent) : TimeView(navigator, parent) {
  setObjectName(QStringLiteral("memoryView"));
  setAccessibleName(tr("Memory occupancy"));
  setAccessibleDescription(tr("How much each on-chip memory holds over time"));
  setWhatsThis(
      tr("The curve is what the memory holds, the dashed line what it can hold. Click the mark of the peak to look at "
         "it."));
}

void MemoryView::setSnapshot(std::shared_ptr<const Evaluation> evaluation,
                             std::shared_ptr<const std::vector<MemoryPicture>> memories) {
  evaluation_ = std::move(evaluation);
  memories_ = std::move(memories);
  parts_ = partsHeld(*memories_, division_);
  lifetimes_.clear();
  scrollRows(0);
  invalidate();
}

void MemoryView::setSelection(const Selection& selection) {
  selection_ = selection;
  invalidate();
}

QRectF MemoryView::panelArea() const {
  const QRectF plot = plotArea();
  return plot.adjusted(0, paintMemoryLegend(nullptr, parts_, plot, style()), 0, 0);
}

std::vector<MemoryPanel> MemoryView::panels() const {
  if (!memories_) return {};
  auto laidOut = layOutPanels(*memories_, panelArea());
  for (MemoryPanel& panel : laidOut) panel.box.translate(0, -scroll_);
  return laidOut;
}

std::optional<std::size_t> MemoryView::panelAt(QPointF position) const {
  const auto laidOut = panels();
  const auto found = std::ranges::find_if(laidOut, [&](const MemoryPanel& panel) {
    return position.y() >= panel.box.top() && position.y() <= panel.box.bottom();
  });
  if (found == laidOut.end()) return std::nullopt;
  return static_cast<std::size_t>(found - laidOut.begin());
}

void MemoryView::paintContent(QPainter& painter) {
  const DrawStyle look = style();
  if (!memories_) return;
  const double top = panelArea().top();
  paintMemoryLegend(&painter, parts_, plotArea(), look);
  painter.setClipRect(QRectF(0, top, width(), height() - top));
  paintRuler(painter, axis(),
             {.labelTop = 0, .labelHeight = kRulerHeight, .top = kRulerHeight, .bottom = static_cast<double>(height())},
             look);
  MemoryEmphasis emphasis{.division = division_};
  if (const auto* memory = std::get_if<MemoryId>(&selection_)) emphasis.selected = *memory;
  paintMemories(painter, *memories_, panels(), axis(), emphasis, look);
  painter.setClipping(false);
  paintRuler(painter, axis(),
             {.labelTop = 0, .labelHeight = kRulerHeight, .top = kRulerHeight - 4.0, .bottom = kRulerHeight - 0.5},
             look);
  painter.setPen(QPen(look.theme.grid, 1));
  painter.drawLine(QPointF(0, kRulerHeight - 0.5), QPointF(width(), kRulerHeight - 0.5));
}

void MemoryView::setDivision(MemoryDivision division) {
  division_ = division;
  parts_ = memories_ ? partsHeld(*memories_, division_) : std::vector<MemoryPart>();
  scrollRows(0);
  invalidate();
}

void MemoryView::setLifetimes(std::vector<Lifetime> lifetimes) {
  if (lifetimes == lifetimes_) return;
  lifetimes_ = std::move(lifetimes);
  update();
}

void MemoryView::paintOverlay(QPainter& painter) {
  if (memories_ && !lifetimes_.empty()) {
    painter.save();
    painter.setClipRect(panelArea());
    paintLifetimes(painter, lifetimes_, *memories_, panels(), axis(), style());
    painter.restore();
  }
  const auto* key = std::get_if<TileKey>(&selection_);
  const auto tile = key != nullptr && evaluation_ ? tileOf(*evaluation_->graph, *key) : std::nullopt;
  if (!tile) return;
  const QRectF plot = plotArea();
  const TimeAxis along = axis();
  const double from = std::max(along.toPixel(evaluation_->schedule->start[tile->index()].value), plot.left());
  const double to = std::min(along.toPixel(evaluation_->schedule->end[tile->index()].value), plot.right());
  if (to < from) return;
  QColor band = style().theme.selection;
  band.setAlphaF(0.14F);
  painter.fillRect(QRectF(from, plot.top(), std::max(to - from, 3.0), plot.height()), band);
}

void MemoryView::clickedAt(QPointF position) {
  setFocus(Qt::MouseFocusReason);
  const auto index = panelAt(position);
  if (!index) return;
  const MemoryPicture& memory = (*memories_)[*index];
  const QPointF peak(axis().toPixel(memory.peakAt), panels()[*index].toPixel(memory.peak) - 4);
  Q_EMIT selectionRequested(memory.memory);
  if ((peak - position).manhattanLength() > kPeakReachPixels * 2) return;
  const double half = navigator().visible().length() / 8;
  navigator().show({memory.peakAt - half, memory.peakAt + half});
}

void MemoryView::hoveredAt(QPointF position) {
  const auto index =
      position.y() >= panelArea().top() && position.x() >= kHeaderWidth ? panelAt(position) : std::nullopt;
  if (!index) {
    QToolTip::hideText();
    return;
  }
  const MemoryPicture& memory = (*memories_)[*index];
  const double half = axis().cyclesPerPixel() / 2;
  const double cycle = axis().toCycle(position.x());
  const StepBounds bounds = boundsWithin(memory.occupancy, cycle - half, cycle + half);
  const NumberText high = formatBits(Bits(static_cast<std::int64_t>(bounds.high)));
  QString text = QStringLiteral("<b>%1</b><br>").arg(QString::fromStdString(memory.name).toHtmlEscaped());
  text += tr("at %1").arg(formatCycles(Cycles(std::round(cycle))).exact) + QStringLiteral("<br>");
  if (bounds.low != bounds.high)
    text += tr("from %1").arg(formatBits(Bits(static_cast<std::int64_t>(bounds.low))).brief) + QLatin1Char(' ');
  const double share = memory.capacity > 0 ? bounds.high / memory.capacity : 0;
  text += tr("holds %1 (%2), %3 of capacity").arg(high.brief, high.exact, formatShare(share).brief);
  QToolTip::showText(mapToGlobal(position.toPoint()) + QPoint(6, 10), text, this);
}

void MemoryView::hoverLeft() {
  QToolTip::hideText();
}

void MemoryView::scrollRows(double pixels) {
  const auto laidOut = panels();
  const double all = laidOut.empty() ? 0 : laidOut.back().box.bottom() + scroll_ - panelArea().top() + 6;
  scroll_ = std::clamp(scroll_ + pixels, 0.0, std::max(0.0, all - panelArea().height()));
  invalidate();
}

QString MemoryView::exportTitle() const {
  return tr("Memory occupancy");
}

std::optional<QSizeF> MemoryView::figureSize() const {
  return memories_ ? std::optional(memoryFigureSize(*memories_)) : std::nullopt;
}

void MemoryView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& look) const {
  if (memories_)
    renderMemories(painter, area, *memories_, navigator().visible(), navigator().timeMarks(), look, division_,
                   navigator().fold());
}

TextTable MemoryView::exportTable() const {
  TextTable table{.headings = {"memory", "time", "bits", "name"}, .rows = {}};
  if (!memories_) return table;
  const TimeRange visible = navigator().visible();
  for (const MemoryPicture& memory : *memories_) {
    const QString id = QString::number(memory.memory.value);
    const auto row = [&](double time, double bits) {
      table.rows.push_back(
          {id, plainNumber(time), QString::number(static_cast<qlonglong>(bits)), QString::fromStdString(memory.name)});
    };
    row(visible.from, valueAt(memory.occupancy, visible.from));
    for (std::size_t step = 0; step < memory.occupancy.times.size(); ++step) {
      const double time = memory.occupancy.times[step];
      if (time > visible.from && time < visible.to) row(time, memory.occupancy.values[step]);
    }
  }
  return table;
}

}  // namespace fusewright
