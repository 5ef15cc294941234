#include "widgets/pareto/pareto_export.h"

#include <algorithm>

#include <QFontMetricsF>
#include <QPolygonF>

#include "widgets/common/format.h"
#include "widgets/common/plot_frame.h"
#include "widgets/common/text.h"
#include "widgets/pareto/calibration_band.h"

namespace fusewright {
namespace {

void paintNote(QPainter& painter, const QRectF& box, const QString& note, const DrawStyle& style) {
  painter.setFont(style.smallFont);
  painter.setPen(style.theme.text);
  painter.drawText(box, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, note);
}

/// One rectangle a step; those beyond the axes are cut off, for devices that can not clip.
void paintBand(QPainter& painter, const PlotFrame& frame, const std::vector<BandStep>& band, const PlaneRange& range,
               const DrawStyle& style) {
  QColor fill = style.theme.accent;
  fill.setAlphaF(0.22F);
  painter.setPen(Qt::NoPen);
  painter.setBrush(fill);
  for (std::size_t index = 0; index < band.size(); ++index) {
    const BandStep& step = band[index];
    const double next = index + 1 < band.size() ? band[index + 1].areaMm2 : range.maxArea;
    const double from = std::clamp(step.areaMm2, range.minArea, range.maxArea);
    const double to = std::clamp(next, range.minArea, range.maxArea);
    if (from >= to) continue;
    const double top = frame.y.toPixel(std::clamp(step.mostMs, range.minLatency, range.maxLatency));
    const double bottom = frame.y.toPixel(std::clamp(step.leastMs, range.minLatency, range.maxLatency));
    const double left = frame.x.toPixel(from);
    painter.drawRect(QRectF(left, top, frame.x.toPixel(to) - left, bottom - top));
  }
}

}  // namespace

void renderPareto(QPainter& painter, const QRectF& area, std::span<const DesignPoint> points,
                  const std::optional<DesignPoint>& current, AxisScale scale, const DrawStyle& style) {
  const PlaneRange range = rangeOf(points, scale);
  const QString note = current ? exchangeNote(*current) : QString();
  const double noteHeight = note.isEmpty() ? 0 : 2.2 * QFontMetricsF(style.smallFont).height();
  const QRectF above = area.adjusted(0, 0, 0, -noteHeight);
  const PlotFrame frame = layOutFrame(above, {.from = range.minArea, .to = range.maxArea, .scale = scale},
                                      {.from = range.minLatency, .to = range.maxLatency, .scale = scale});
  paintFrame(painter, frame, tr("chip area (mm²)"), tr("latency (ms)"), style);
  paintNote(painter, QRectF(area.left() + 4, above.bottom(), area.width() - 8, noteHeight), note, style);
  if (current) paintBand(painter, frame, calibrationBand(points, *current), range, style);
  const auto pixel = [&](double mm2, double ms) { return QPointF(frame.x.toPixel(mm2), frame.y.toPixel(ms)); };
  for (const DesignPoint& point : points) {
    const QPointF at = pixel(point.areaMm2, point.latencyMs);
    const bool swept = point.origin == DesignPoint::Origin::Sweep;
    painter.setPen(swept ? QPen(Qt::NoPen) : QPen(QColor(0xE69F00), 1));
    painter.setBrush(swept ? QBrush(point.feasible ? style.theme.axis : style.theme.danger) : QBrush(Qt::NoBrush));
    painter.drawEllipse(at, swept ? 1.6 : 2.4, swept ? 1.6 : 2.4);
  }
  QPolygonF steps;
  for (const QPointF& corner : staircase(points, frontOf(points))) steps << pixel(corner.x(), corner.y());
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style.theme.accent, 1.2));
  painter.drawPolyline(steps);
  if (!current) return;
  const QPointF at = pixel(current->areaMm2, current->latencyMs);
  painter.setPen(QPen(style.theme.text, 0.8));
  painter.setBrush(QColor(0xD55E00));
  painter.drawPolygon(QPolygonF({at + QPointF(0, -5), at + QPointF(5, 0), at + QPointF(0, 5), at + QPointF(-5, 0)}));
}

QString pointToolTip(const DesignPoint& point) {
  const auto row = [](const QString& name, const QString& value) {
    return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align='right'>%2</td></tr>").arg(name, value);
  };
  QString text = QStringLiteral("<b>%1</b><table cellspacing='0'>")
                     .arg(point.origin == DesignPoint::Origin::Sweep ? tr("From the sweep") : tr("Visited"));
  text += row(tr("Area"), formatArea(point.areaMm2).brief) +
          row(tr("Latency"), formatCycles(Cycles(point.latencyCycles)).exact);
  text += row(QString(), formatMilliseconds(point.latencyMs).brief);
  text += row(tr("On-chip memory"), formatBits(Bits(point.memoryBits)).brief) +
          row(tr("Memory's part"), formatShare(point.memoryFraction).brief);
  text += row(tr("Units"), formatCount(point.units).exact);
  if (!point.feasible) text += row(tr("Does not fit"), tr("see its violations"));
  return text + QStringLiteral("</table>") + tr("Click to open this design");
}

TextTable paretoTable(std::span<const DesignPoint> points) {
  TextTable table{.headings = {"area[mm2]", "latency[ms]", "latency[cycles]", "memory_fraction", "memory[bits]",
                               "units", "feasible", "origin", "on_front"},
                  .rows = {}};
  const auto front = frontOf(points);
  for (std::size_t index = 0; index < points.size(); ++index) {
    const DesignPoint& point = points[index];
    table.rows.push_back(
        {plainNumber(point.areaMm2), plainNumber(point.latencyMs), plainNumber(point.latencyCycles),
         plainNumber(point.memoryFraction), QString::number(point.memoryBits), QString::number(point.units),
         point.feasible ? QStringLiteral("1") : QStringLiteral("0"),
         point.origin == DesignPoint::Origin::Sweep ? QStringLiteral("sweep") : QStringLiteral("visited"),
         std::ranges::find(front, index) != front.end() ? QStringLiteral("1") : QStringLiteral("0")});
  }
  return table;
}

}  // namespace fusewright
