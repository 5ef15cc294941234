#include "widgets/roofline/roofline_layout.h"

#include <algorithm>

#include <cmath>
#include <limits>

#include <QTransform>

namespace fusewright {
namespace {

/// Bits per cycle of the links that reach the off-chip memory, one direction.
double offChipBandwidth(const Accelerator& accelerator) {
  std::int64_t bandwidth = 0;
  for (const Link& link : accelerator.links) {
    const bool reads = std::ranges::find(link.senders, accelerator.offChip) != link.senders.end();
    if (reads) bandwidth += link.bandwidth.value;
  }
  std::int64_t ports = 0;
  for (const MemoryPort& port : accelerator.dram().ports) {
    if (port.kind != PortKind::Write) ports += port.bandwidth.value;
  }
  const std::int64_t least = ports > 0 && bandwidth > 0 ? std::min(ports, bandwidth) : std::max(ports, bandwidth);
  return static_cast<double>(std::max<std::int64_t>(least, 1));
}

constexpr double kRoofGap = 12;  ///< what a roof must be longer than its label

/// Whether a line runs through a rectangle.
bool meets(const QLineF& line, const QRectF& box) {
  if (box.contains(line.p1()) || box.contains(line.p2())) return true;
  const QLineF rising(box.bottomLeft(), box.topRight());
  const QLineF falling(box.topLeft(), box.bottomRight());
  return line.intersects(rising, nullptr) == QLineF::BoundedIntersection ||
         line.intersects(falling, nullptr) == QLineF::BoundedIntersection;
}

double computingCores(const Accelerator& accelerator) {
  const auto cores =
      std::ranges::count_if(accelerator.cores, [](const Core& core) { return unitCount(core.array) > 0; });
  return static_cast<double>(std::max<std::ptrdiff_t>(cores, 1));
}

}  // namespace

Roofline rooflineOf(const Evaluation& evaluation) {
  return rooflineOf(*evaluation.design.accelerator, buildLayerRows(evaluation));
}

Roofline rooflineOf(const Accelerator& accelerator, const std::vector<LayerRow>& rows) {
  Roofline roofline{.peak = static_cast<double>(std::max<std::int64_t>(totalUnits(accelerator), 1)),
                    .bandwidth = offChipBandwidth(accelerator),
                    .points = {},
                    .onChip = {}};
  const double cores = computingCores(accelerator);
  for (const LayerRow& row : rows) {
    if (row.busy <= 0 || row.operations <= 0) continue;
    const auto operations = static_cast<double>(row.operations);
    const double time = (row.busy + row.waited) / cores;
    RooflinePoint point{.family = row.layer,
                        .intensity = std::numeric_limits<double>::infinity(),
                        .performance = operations / time,
                        .time = time,
                        .colour = row.colour};
    if (row.offChipBits > 0) point.intensity = operations / static_cast<double>(row.offChipBits);
    (row.offChipBits > 0 ? roofline.points : roofline.onChip).push_back(point);
  }
  return roofline;
}

double attainable(const Roofline& roofline, double intensity) {
  return std::min(roofline.peak, roofline.bandwidth * intensity);
}

double shareOfRoof(const Roofline& roofline, const RooflinePoint& point) {
  return point.performance / attainable(roofline, point.intensity);
}

PlotFrame rooflineFrame(const QRectF& area, const Roofline& roofline) {
  const double ridge = roofline.peak / roofline.bandwidth;
  double lowX = ridge / 30;
  double highX = ridge * 30;
  double lowY = roofline.peak / 1000;
  for (const RooflinePoint& point : roofline.points) {
    lowX = std::min(lowX, point.intensity / 2);
    highX = std::max(highX, point.intensity * 2);
    lowY = std::min(lowY, point.performance / 2);
  }
  for (const RooflinePoint& point : roofline.onChip) lowY = std::min(lowY, point.performance / 2);
  return layOutFrame(area, {.from = lowX, .to = highX, .scale = AxisScale::Logarithmic},
                     {.from = lowY, .to = roofline.peak * 2, .scale = AxisScale::Logarithmic});
}

std::vector<RooflineMark> rooflineMarks(const PlotFrame& frame, const Roofline& roofline) {
  std::vector<RooflinePoint> points = roofline.points;
  points.insert(points.end(), roofline.onChip.begin(), roofline.onChip.end());
  std::ranges::stable_sort(points, std::greater{}, &RooflinePoint::time);
  const double heaviest = points.empty() ? 1 : points.front().time;
  std::vector<RooflineMark> marks;
  for (const RooflinePoint& point : points) {
    const bool onChip = std::isinf(point.intensity);
    const double radius = 2.0 + 3.5 * std::sqrt(point.time / heaviest);
    const double x = onChip ? frame.plot.right() - radius - 1 : frame.x.toPixel(point.intensity);
    marks.push_back({.family = point.family,
                     .at = QPointF(x, frame.y.toPixel(point.performance)),
                     .radius = radius,
                     .onChip = onChip});
  }
  return marks;
}

Roofs roofsOf(const PlotFrame& frame, const Roofline& roofline) {
  const auto at = [&](double intensity) {
    return QPointF(frame.x.toPixel(intensity), frame.y.toPixel(attainable(roofline, intensity)));
  };
  const QPointF ridge = at(roofline.peak / roofline.bandwidth);
  return {.slope = clippedLine({at(frame.x.from), ridge}, frame.plot),
          .flat = clippedLine({ridge, at(frame.x.to)}, frame.plot)};
}

std::optional<RoofLabel> slopeLabel(const Roofs& roofs, QSizeF size) {
  if (roofs.slope.length() < size.width() + kRoofGap) return std::nullopt;
  const double angle = -roofs.slope.angle();  // a line's angle is counter-clockwise
  const QLineF normal = roofs.slope.normalVector().unitVector();
  const QPointF away(normal.dx(), normal.dy());
  const double distance = size.height() / 2 + 2;
  const QPointF middle = roofs.slope.center() + away * (away.y() < 0 ? distance : -distance);
  QTransform turned;
  turned.translate(middle.x(), middle.y());
  turned.rotate(angle);
  const QRectF flat(QPointF(-size.width() / 2, -size.height() / 2), size);
  return RoofLabel{.middle = middle, .angle = angle, .bounds = turned.mapRect(flat)};
}

std::optional<RoofLabel> flatLabel(const Roofs& roofs, QSizeF size) {
  if (roofs.flat.length() < size.width() + kRoofGap) return std::nullopt;
  const QRectF box(QPointF(roofs.flat.p2().x() - size.width() - 4, roofs.flat.p2().y() - size.height() - 2), size);
  return RoofLabel{.middle = box.center(), .angle = 0, .bounds = box};
}

std::optional<QRectF> nameBeside(const RooflineMark& mark, QSizeF size, const PlotFrame& frame, const Roofs& roofs,
                                 const std::vector<QRectF>& taken) {
  const double away = mark.radius + 2;
  const double middleX = mark.at.x() - size.width() / 2;
  const double middleY = mark.at.y() - size.height() / 2;
  for (const QPointF corner :
       {QPointF(mark.at.x() + away, middleY), QPointF(mark.at.x() - away - size.width(), middleY),
        QPointF(middleX, mark.at.y() + away), QPointF(middleX, mark.at.y() - away - size.height()),
        QPointF(mark.at.x() + away, mark.at.y() + 1), QPointF(mark.at.x() - away - size.width(), mark.at.y() + 1)}) {
    const QRectF place(corner, size);
    if (!frame.plot.contains(place) || meets(roofs.slope, place) || meets(roofs.flat, place)) continue;
    if (std::ranges::none_of(taken, [&](const QRectF& other) { return other.intersects(place); })) return place;
  }
  return std::nullopt;
}

std::optional<RooflineMark> markAt(const std::vector<RooflineMark>& marks, QPointF position, double reach) {
  std::optional<RooflineMark> nearest;
  double least = reach;
  for (const RooflineMark& mark : marks) {
    const double away = std::hypot(mark.at.x() - position.x(), mark.at.y() - position.y()) - mark.radius;
    if (away > least) continue;
    least = away;
    nearest = mark;
  }
  return nearest;
}

}  // namespace fusewright
