#include "widgets/memory/memory_paint.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "widgets/common/fold_paint.h"
#include "widgets/common/format.h"
#include "widgets/common/palette.h"
#include "widgets/common/text.h"
#include "widgets/gantt/gantt_paint.h"
#include "widgets/memory/memory_legend.h"

namespace fusewright {
namespace {

constexpr double kPrintHeader = 120;
constexpr double kPrintAxis = 32;
constexpr double kPanelMm = 34;
constexpr double kMostPanels = 6;
constexpr double kNameWidth = 112;

QString sizeText(double bits) {
  return formatBits(Bits(static_cast<std::int64_t>(bits))).brief;
}

void paintScale(QPainter& painter, const MemoryPicture& memory, const MemoryPanel& panel, const DrawStyle& style) {
  const QFontMetricsF small(style.smallFont);
  const QFontMetricsF metrics(style.font);
  const auto ticks = sizeTicks(panel.topBits);
  QRectF name(panel.box.left() - kNameWidth - 8, panel.box.top(), kNameWidth, metrics.height());
  double tickWidth = 0;
  for (const double bits : ticks) tickWidth = std::max(tickWidth, small.horizontalAdvance(sizeText(bits)));
  const QString text = metrics.elidedText(QString::fromStdString(memory.name), Qt::ElideMiddle, name.width());
  name.setWidth(metrics.horizontalAdvance(text) + 4);
  painter.setFont(style.smallFont);
  double freeBelow = panel.box.bottom() + small.height();
  for (const double bits : ticks) {
    const double y = panel.toPixel(bits);
    painter.setPen(QPen(style.theme.grid, style.medium == Medium::File ? 0.6 : 1));
    painter.drawLine(QPointF(panel.box.left(), y), QPointF(panel.box.right(), y));
    QRectF place(panel.box.left() - 6 - tickWidth, y - small.height() / 2, tickWidth, small.height());
    if (place.bottom() > freeBelow || place.intersects(name)) continue;
    painter.setPen(style.theme.mutedText);
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, sizeText(bits));
    freeBelow = place.top();
  }
  painter.setFont(style.font);
  painter.setPen(style.theme.text);
  painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter, text);
}

/// How strongly a curve is drawn.
struct CurveInk {
  QColor line;
  QColor fill;
};

CurveInk inkOf(double strength, const DrawStyle& style) {
  CurveInk ink{.line = style.theme.accent, .fill = style.theme.accent};
  ink.line.setAlphaF(static_cast<float>(0.5 + 0.5 * strength));
  ink.fill.setAlphaF(static_cast<float>(0.28 * strength));
  return ink;
}

/// Column by column: a rasteriser would take fifty times as long for a polygon of as many corners.
void paintColumns(QPainter& painter, const StepCurve& curve, const MemoryPanel& panel, const TimeAxis& axis,
                  const CurveInk& ink, double pixelRatio) {
  const double pixel = 1 / pixelRatio;
  const auto columns = columnsOf(curve, axis, std::max(1, static_cast<int>(axis.length * pixelRatio)));
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const double x = axis.left + static_cast<double>(column) * pixel;
    const double top = panel.toPixel(columns[column].high);
    const double low = std::max(panel.toPixel(columns[column].low), top + 1.5);
    painter.fillRect(QRectF(x, low, pixel, std::max(0.0, panel.box.bottom() - low)), ink.fill);
    painter.fillRect(QRectF(x, top, pixel, low - top), ink.line);
  }
  painter.setRenderHint(QPainter::Antialiasing);
}

void paintShapes(QPainter& painter, const StepCurve& curve, const MemoryPanel& panel, const TimeAxis& axis,
                 const CurveInk& ink) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(ink.fill);
  if (isCrowded(curve, axis)) {
    const auto columns = columnsOf(curve, axis, static_cast<int>(std::ceil(axis.length)));
    painter.drawPolygon(bandOf(belowOf(columns), axis, panel));
    painter.setBrush(ink.line);
    painter.drawPolygon(bandOf(columns, axis, panel));
    return;
  }
  const QPolygonF edge = edgeOf(curve, axis, panel);
  QPolygonF area = edge;
  area << QPointF(edge.back().x(), panel.box.bottom()) << QPointF(edge.front().x(), panel.box.bottom());
  painter.drawPolygon(area);
  painter.setPen(QPen(ink.line, 0.8));
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(edge);
}

void paintCurve(QPainter& painter, const StepCurve& curve, const MemoryPanel& panel, const TimeAxis& axis,
                const CurveInk& ink, const DrawStyle& style) {
  if (style.medium == Medium::Screen) {
    paintColumns(painter, curve, panel, axis, ink, style.pixelRatio);
  } else {
    paintShapes(painter, curve, panel, axis, ink);
  }
}

/// Opaque, so that a part covers what is painted of those above it.
CurveInk inkOf(const MemoryPart& part, double strength, const DrawStyle& style) {
  const QColor colour = partColour(part, style);
  return {.line = blended(colour, style.theme.background, 0.55 + 0.45 * strength),
          .fill = blended(colour, style.theme.background, kPartFill * strength)};
}

/// Along a piece of the axis, in that part of the panel.
void paintOccupancy(QPainter& painter, const MemoryPicture& memory, const MemoryPanel& panel, const TimeAxis& axis,
                    double strength, MemoryDivision division, const DrawStyle& style) {
  const MemoryStack& stack = stackOf(memory, division);
  if (stack.curves.empty()) return paintCurve(painter, memory.occupancy, panel, axis, inkOf(strength, style), style);
  for (std::size_t part = stack.curves.size(); part-- > 0;)
    paintCurve(painter, stack.curves[part], panel, axis, inkOf(stack.parts[part], strength, style), style);
}

void paintLabel(QPainter& painter, const QRectF& place, const QString& text, const QColor& colour,
                const DrawStyle& style) {
  QColor veil = style.theme.background;
  veil.setAlphaF(0.78F);
  painter.setPen(Qt::NoPen);
  painter.setBrush(veil);
  painter.drawRoundedRect(place, 3, 3);
  painter.setFont(style.smallFont);
  painter.setPen(colour);
  painter.drawText(place, Qt::AlignCenter, text);
}

void paintMarks(QPainter& painter, const MemoryPicture& memory, const MemoryPanel& panel, const TimeAxis& axis,
                const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  const auto sizeOf = [&](const QString& text) {
    return QSizeF(metrics.horizontalAdvance(text) + 8, metrics.height());
  };
  const double capacity = panel.toPixel(memory.capacity);
  painter.setPen(QPen(style.theme.danger, 1.2, Qt::DashLine));
  painter.drawLine(QPointF(panel.box.left(), capacity), QPointF(panel.box.right(), capacity));
  const QString limit = tr("capacity %1").arg(sizeText(memory.capacity));
  const QRectF limitPlace = capacityLabel(panel, capacity, sizeOf(limit));
  paintLabel(painter, limitPlace, limit, style.theme.danger, style);
  if (memory.peakAt < axis.from || memory.peakAt > axis.to) return;
  const QPointF peak(axis.toPixel(memory.peakAt), panel.toPixel(memory.peak));
  painter.setPen(Qt::NoPen);
  painter.setBrush(style.theme.text);
  painter.drawPolygon(QPolygonF({peak, peak + QPointF(-4, -7), peak + QPointF(4, -7)}));
  const double share = memory.capacity > 0 ? memory.peak / memory.capacity : 0;
  const QString text = tr("peak %1 (%2)").arg(sizeText(memory.peak), formatShare(share).brief);
  paintLabel(painter, peakLabel(panel, peak, sizeOf(text), {.line = capacity, .label = limitPlace}), text,
             style.theme.text, style);
}

}  // namespace

void paintMemories(QPainter& painter, const std::vector<MemoryPicture>& memories,
                   const std::vector<MemoryPanel>& panels, const TimeAxis& axis, MemoryEmphasis emphasis,
                   const DrawStyle& style) {
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t index = 0; index < memories.size(); ++index) {
    const bool weak = emphasis.selected && *emphasis.selected != memories[index].memory;
    paintScale(painter, memories[index], panels[index], style);
    for (const AxisPiece& piece : piecesOf(axis, style.medium == Medium::Screen ? 1 / style.pixelRatio : 0))
      if (piece.fold == nullptr)
        paintOccupancy(painter, memories[index], panels[index], piece.axis, weak ? 0.5 : 1, emphasis.division, style);
    paintFolds(painter, axis, panels[index].box, FoldLabels::Hidden, style);
    paintMarks(painter, memories[index], panels[index], axis, style);
  }
}

QSizeF memoryFigureSize(const std::vector<MemoryPicture>& memories) {
  const double panels = std::clamp(static_cast<double>(memories.size()), 1.0, kMostPanels);
  return {180, 14 + kPanelMm * (panels > 2 ? 0.62 : 1) * panels};
}

void renderMemories(QPainter& painter, const QRectF& area, const std::vector<MemoryPicture>& memories,
                    TimeRange visible, const TimeMarks& marks, const DrawStyle& style, MemoryDivision division,
                    const std::shared_ptr<const FoldedTime>& fold) {
  const double flags = printFlagHeight(marks);
  const QRectF whole(area.left() + kPrintHeader, area.top() + flags, area.width() - kPrintHeader - 8,
                     area.height() - kPrintAxis - flags);
  const double legend = paintMemoryLegend(&painter, partsHeld(memories, division), whole, style);
  const QRectF plot = whole.adjusted(0, legend, 0, 0);
  const TimeAxis axis{
      .from = visible.from, .to = visible.to, .left = plot.left(), .length = std::max(1.0, plot.width()), .fold = fold};
  auto panels = layOutPanels(memories, plot);
  // A figure does not scroll: what does not fit is left to a second one.
  std::erase_if(panels, [&](const MemoryPanel& panel) { return panel.box.bottom() > plot.bottom() + 0.5; });
  const std::vector<MemoryPicture> shown(memories.begin(),
                                         memories.begin() + static_cast<std::ptrdiff_t>(panels.size()));
  paintRuler(painter, axis, {.labelTop = plot.bottom(), .labelHeight = 14, .top = plot.top(), .bottom = plot.bottom()},
             style);
  paintMemories(painter, shown, panels, axis, {.division = division}, style);
  paintPrintMarks(painter, axis, marks, plot, style);
  painter.setFont(style.smallFont);
  painter.setPen(style.theme.text);
  painter.drawText(QRectF(plot.left(), plot.bottom() + 14, plot.width(), 14), Qt::AlignCenter, tr("time (cycles)"));
}

}  // namespace fusewright
