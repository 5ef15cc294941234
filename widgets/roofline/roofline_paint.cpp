#include "widgets/roofline/roofline_paint.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QFontMetricsF>

#include "widgets/common/names.h"
#include "widgets/common/palette.h"
#include "widgets/common/plot_frame.h"

namespace fusewright {
namespace {

constexpr std::size_t kMostLabels = 6;

QString tr(const char* text) {
  return QCoreApplication::translate("Roofline", text);
}

PlotFrame frameOf(const QRectF& area, const Roofline& roofline) {
  const double ridge = roofline.peak / roofline.bandwidth;
  double lowX = ridge / 30;
  double highX = ridge * 30;
  double lowY = roofline.peak / 1000;
  for (const RooflinePoint& point : roofline.points) {
    lowX = std::min(lowX, point.intensity / 2);
    highX = std::max(highX, point.intensity * 2);
    lowY = std::min(lowY, point.performance / 2);
  }
  return layOutFrame(area, {.from = lowX, .to = highX, .scale = AxisScale::Logarithmic},
                     {.from = lowY, .to = roofline.peak * 2, .scale = AxisScale::Logarithmic});
}

void paintRoofs(QPainter& painter, const PlotFrame& frame, const Roofline& roofline, const DrawStyle& style) {
  const auto at = [&](double intensity) {
    return QPointF(frame.x.toPixel(intensity), frame.y.toPixel(attainable(roofline, intensity)));
  };
  const QPointF ridge = at(roofline.peak / roofline.bandwidth);
  painter.setPen(QPen(style.theme.text, 1.2));
  painter.drawLine(clippedLine({at(frame.x.from), ridge}, frame.plot));
  painter.drawLine(clippedLine({ridge, at(frame.x.to)}, frame.plot));
}

}  // namespace

void renderRoofline(QPainter& painter, const QRectF& area, const Evaluation& evaluation, const Roofline& roofline,
                    const DrawStyle& style) {
  const PlotFrame frame = frameOf(area, roofline);
  paintFrame(painter, frame, tr("operations per bit of off-chip traffic"), tr("operations per cycle"), style);
  paintRoofs(painter, frame, roofline, style);
  std::vector<RooflinePoint> points = roofline.points;
  std::ranges::stable_sort(points, std::greater{}, &RooflinePoint::weight);
  const double heaviest = points.empty() ? 1 : points.front().weight;
  const QFontMetricsF metrics(style.smallFont);
  std::vector<QRectF> taken;
  for (std::size_t index = 0; index < points.size(); ++index) {
    const RooflinePoint& point = points[index];
    const QPointF at(frame.x.toPixel(point.intensity), frame.y.toPixel(point.performance));
    const double radius = 2.0 + 3.5 * std::sqrt(point.weight / heaviest);
    QColor fill = layerColour(point.colour, style.theme.mode);
    painter.setPen(QPen(fill.darker(150), 0.6));
    fill.setAlphaF(0.85F);
    painter.setBrush(fill);
    painter.drawEllipse(at, radius, radius);
    if (index >= kMostLabels) continue;
    const QString name = familyText(*evaluation.workload, point.family);
    QRectF label(at.x() + radius + 2, at.y() - metrics.height() / 2, metrics.horizontalAdvance(name) + 2,
                 metrics.height());
    if (label.right() > frame.plot.right()) label.moveRight(at.x() - radius - 2);
    const bool collides = std::ranges::any_of(taken, [&](const QRectF& other) { return other.intersects(label); });
    if (collides || label.left() < frame.plot.left()) continue;
    taken.push_back(label);
    painter.setPen(style.theme.text);
    painter.setFont(style.smallFont);
    painter.drawText(label, Qt::AlignLeft | Qt::AlignVCenter, name);
  }
}

}  // namespace fusewright
