#include "widgets/memory/memory_paint.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "widgets/blocks/block_paint.h"
#include "widgets/common/fold_paint.h"
#include "widgets/common/format.h"
#include "widgets/common/palette.h"
#include "widgets/common/text.h"
#include "widgets/gantt/gantt_paint.h"

namespace fusewright {
namespace {

/// Part of a panel that names of parts may take; the capacity is written at its other end.
constexpr double kPartsShare = 0.72;
constexpr double kPartWidth = 170;
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
  const double nameBottom = panel.box.top() + metrics.height();
  painter.setFont(style.smallFont);
  double freeBelow = panel.box.bottom() + small.height();
  for (const double bits : sizeTicks(panel.topBits)) {
    const double y = panel.toPixel(bits);
    painter.setPen(QPen(style.theme.grid, style.medium == Medium::File ? 0.6 : 1));
    painter.drawLine(QPointF(panel.box.left(), y), QPointF(panel.box.right(), y));
    if (y + small.height() / 2 > freeBelow || y - small.height() / 2 < nameBottom) continue;
    painter.setPen(style.theme.mutedText);
    const QRectF place(panel.box.left() - 70, y - small.height() / 2, 64, small.height());
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, sizeText(bits));
    freeBelow = y - small.height() / 2;
  }
  painter.setFont(style.font);
  painter.setPen(style.theme.text);
  const QString name = metrics.elidedText(QString::fromStdString(memory.name), Qt::ElideMiddle, kNameWidth);
  painter.drawText(QRectF(panel.box.left() - kNameWidth - 8, panel.box.top(), kNameWidth, metrics.height()),
                   Qt::AlignLeft | Qt::AlignVCenter, name);
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

/// Empty for curves that are not divided.
const MemoryStack& stackOf(const MemoryPicture& memory, MemoryDivision division) {
  static const MemoryStack kWhole;
  if (division == MemoryDivision::None) return kWhole;
  return division == MemoryDivision::ByKind ? memory.byKind : memory.byTensor;
}

/// Opaque, so that a part covers what is painted of those above it.
CurveInk inkOf(const MemoryPart& part, double strength, const DrawStyle& style) {
  const QColor colour = part.isRest  ? style.theme.mutedText
                        : part.place ? layerColour(*part.place, style.theme.mode)
                                     : kindColour(part.kind, style.theme.mode);
  return {.line = blended(colour, style.theme.background, 0.55 + 0.45 * strength),
          .fill = blended(colour, style.theme.background, 0.7 * strength)};
}

/// Along a piece of the axis, in that part of the panel.
void paintOccupancy(QPainter& painter, const MemoryPicture& memory, const MemoryPanel& panel, const TimeAxis& axis,
                    double strength, MemoryDivision division, const DrawStyle& style) {
  const MemoryStack& stack = stackOf(memory, division);
  if (stack.curves.empty()) return paintCurve(painter, memory.occupancy, panel, axis, inkOf(strength, style), style);
  for (std::size_t part = stack.curves.size(); part-- > 0;)
    paintCurve(painter, stack.curves[part], panel, axis, inkOf(stack.parts[part], strength, style), style);
}

/// A label on the panel, kept inside it; `anchor` is where its middle would be.
void paintLabel(QPainter& painter, const MemoryPanel& panel, QPointF anchor, const QString& text, const QColor& colour,
                const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  QRectF place(0, 0, metrics.horizontalAdvance(text) + 8, metrics.height());
  place.moveCenter(anchor);
  place.moveLeft(std::clamp(place.left(), panel.box.left() + 2, panel.box.right() - place.width() - 2));
  place.moveTop(std::clamp(place.top(), panel.box.top(), panel.box.bottom() - place.height()));
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
  const double capacity = panel.toPixel(memory.capacity);
  painter.setPen(QPen(style.theme.danger, 1.2, Qt::DashLine));
  painter.drawLine(QPointF(panel.box.left(), capacity), QPointF(panel.box.right(), capacity));
  const QString limit = tr("capacity %1").arg(sizeText(memory.capacity));
  const double limitWidth = metrics.horizontalAdvance(limit) / 2 + 8;
  paintLabel(painter, panel, {panel.box.right() - limitWidth, capacity + metrics.height() / 2 + 2}, limit,
             style.theme.danger, style);
  if (memory.peakAt < axis.from || memory.peakAt > axis.to) return;
  const QPointF peak(axis.toPixel(memory.peakAt), panel.toPixel(memory.peak));
  painter.setPen(Qt::NoPen);
  painter.setBrush(style.theme.text);
  painter.drawPolygon(QPolygonF({peak, peak + QPointF(-4, -7), peak + QPointF(4, -7)}));
  const double share = memory.capacity > 0 ? memory.peak / memory.capacity : 0;
  const QString text = tr("peak %1 (%2)").arg(sizeText(memory.peak), formatShare(share).brief);
  const double width = metrics.horizontalAdvance(text) + 8;
  const double x = besideMark(peak.x(), width, panel.box.right() - 2 * limitWidth) + width / 2;
  // Names of kinds lie along the upper edge, in the first line.
  const bool besideKinds = peak.y() - panel.box.top() < 2 * metrics.height();
  const double belowKinds = panel.box.top() + 1.5 * metrics.height() + 3;
  const double y = besideKinds ? std::max(peak.y() + metrics.height() / 2 + 2, belowKinds) : peak.y() - 5;
  paintLabel(painter, panel, {x, y}, text, style.theme.text, style);
}

/// Names of the parts that the memory holds at any time, inside its panel's upper left corner; tensors take up to
/// three lines if they need them.
void paintParts(QPainter& painter, const MemoryStack& stack, const MemoryPanel& panel, const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  painter.setFont(style.smallFont);
  const double left = panel.box.left() + 6;
  const double right = panel.box.left() + kPartsShare * panel.box.width();
  QPointF at(left, panel.box.top() + 1);
  for (std::size_t part = 0; part < stack.curves.size(); ++part) {
    const bool isHeld = part == 0 ? boundsWithin(stack.curves[0], -1, 1e300).high > 0
                                  : stack.curves[part].values != stack.curves[part - 1].values;
    if (!isHeld) continue;
    const QString text = metrics.elidedText(stack.parts[part].name, Qt::ElideMiddle, kPartWidth);
    const double width = metrics.horizontalAdvance(text) + 20;
    if (at.x() + width > right) {
      if (!stack.parts[part].place && !stack.parts[part].isRest) return;
      at = {left, at.y() + metrics.height()};
      if (at.y() > panel.box.top() + 2.5 * metrics.height()) return;
    }
    const QRectF place(at, QSizeF(width, metrics.height()));
    QColor veil = style.theme.background;
    veil.setAlphaF(0.78F);
    painter.fillRect(place, veil);
    painter.fillRect(QRectF(at.x() + 3, place.center().y() - 4, 8, 8), inkOf(stack.parts[part], 1, style).fill);
    painter.setPen(style.theme.mutedText);
    painter.drawText(place.adjusted(15, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
    at.setX(place.right() + 2);
  }
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
    paintParts(painter, stackOf(memories[index], emphasis.division), panels[index], style);
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
  const QRectF plot(area.left() + kPrintHeader, area.top() + flags, area.width() - kPrintHeader - 8,
                    area.height() - kPrintAxis - flags);
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
