#include "widgets/pareto/pareto_export.h"

#include <QCoreApplication>
#include <QPolygonF>

#include "widgets/common/plot_frame.h"

namespace fusewright {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("Pareto", text);
}

}  // namespace

void renderPareto(QPainter& painter, const QRectF& area, std::span<const DesignPoint> points,
                  const std::optional<DesignPoint>& current, AxisScale scale, const DrawStyle& style) {
  const PlaneRange range = rangeOf(points, scale);
  const PlotFrame frame = layOutFrame(area, {.from = range.minArea, .to = range.maxArea, .scale = scale},
                                      {.from = range.minLatency, .to = range.maxLatency, .scale = scale});
  paintFrame(painter, frame, tr("chip area (mm²)"), tr("latency (ms)"), style);
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
