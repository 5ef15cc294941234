#include "widgets/pareto/pareto_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/explore/front/pareto_front.h"
#include "widgets/common/time_axis.h"

namespace fusewright {
namespace {

constexpr double kMargin = 0.08;

struct Extent {
  double low = std::numeric_limits<double>::max();
  double high = std::numeric_limits<double>::lowest();

  void include(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
};

Extent widened(Extent extent, AxisScale scale) {
  if (extent.low > extent.high) return {.low = 1, .high = 10};
  if (scale == AxisScale::Logarithmic) {
    const double ratio = std::max(std::pow(extent.high / extent.low, kMargin), 1.15);
    return {.low = extent.low / ratio, .high = extent.high * ratio};
  }
  const double margin = std::max((extent.high - extent.low) * kMargin, extent.high * 0.05);
  return {.low = std::max(0.0, extent.low - margin), .high = extent.high + margin};
}

}  // namespace

DesignPoint pointOf(const Design& design, EvaluatedNumbers numbers, DesignPoint::Origin origin) {
  const Accelerator& accelerator = *design.accelerator;
  const Bits memory = totalOnChipMemory(accelerator);
  const double memoryMm2 = accelerator.area.mm2PerMegabit * static_cast<double>(memory.value) / (1024.0 * 1024.0);
  return {.design = design,
          .areaMm2 = numbers.areaMm2,
          .latencyMs = numbers.latencyMs,
          .latencyCycles = numbers.latencyCycles,
          .memoryFraction = numbers.areaMm2 > 0 ? memoryMm2 / numbers.areaMm2 : 0,
          .memoryBits = memory.value,
          .units = totalUnits(accelerator),
          .feasible = numbers.feasible,
          .origin = origin};
}

std::vector<std::size_t> frontOf(std::span<const DesignPoint> points) {
  std::vector<Objectives> objectives;
  std::vector<std::size_t> feasible;
  for (std::size_t index = 0; index < points.size(); ++index) {
    if (!points[index].feasible) continue;
    objectives.push_back({.first = points[index].areaMm2, .second = points[index].latencyMs});
    feasible.push_back(index);
  }
  std::vector<std::size_t> front;
  for (const std::size_t place : paretoFront(objectives)) front.push_back(feasible[place]);
  return front;
}

std::vector<QPointF> staircase(std::span<const DesignPoint> points, std::span<const std::size_t> front) {
  std::vector<QPointF> corners;
  for (const std::size_t index : front) {
    const QPointF point(points[index].areaMm2, points[index].latencyMs);
    if (!corners.empty()) corners.emplace_back(point.x(), corners.back().y());
    corners.push_back(point);
  }
  return corners;
}

PlaneRange rangeOf(std::span<const DesignPoint> points, AxisScale scale) {
  Extent area;
  Extent latency;
  for (const DesignPoint& point : points) {
    if (point.areaMm2 <= 0 || point.latencyMs <= 0) continue;
    area.include(point.areaMm2);
    latency.include(point.latencyMs);
  }
  area = widened(area, scale);
  latency = widened(latency, scale);
  return {.minArea = area.low, .maxArea = area.high, .minLatency = latency.low, .maxLatency = latency.high};
}

double PlotAxis::toPixel(double value) const {
  const double share =
      scale == AxisScale::Linear ? (value - from) / (to - from) : std::log(value / from) / std::log(to / from);
  return start + share * length;
}

namespace {

std::vector<double> evenTicks(const PlotAxis& axis) {
  std::vector<double> ticks;
  const double step = niceStep((axis.to - axis.from) / std::max(2.0, std::abs(axis.length) / 60));
  for (double index = std::ceil(axis.from / step); index * step <= axis.to; ++index) ticks.push_back(index * step);
  return ticks;
}

}  // namespace

std::vector<double> axisTicks(const PlotAxis& axis) {
  // Over less than a decade of a logarithmic axis even steps are easier to read.
  constexpr double kNarrow = 4;
  if (axis.scale == AxisScale::Linear || axis.to < kNarrow * axis.from) return evenTicks(axis);
  std::vector<double> ticks;
  // Fewer labels over many decades: 1-2-5 while they are far enough apart, then powers of ten only.
  const bool roomy = std::abs(axis.length) / std::log10(axis.to / axis.from) > 110;
  for (double decade = std::floor(std::log10(axis.from)); decade <= std::log10(axis.to); ++decade) {
    for (const double digit : {1.0, 2.0, 5.0}) {
      const double value = digit * std::pow(10.0, decade);
      if ((digit == 1 || roomy) && value >= axis.from && value <= axis.to) ticks.push_back(value);
    }
  }
  return ticks;
}

std::optional<std::size_t> nearestPoint(std::span<const QPointF> pixels, QPointF position, double reach) {
  std::optional<std::size_t> nearest;
  double least = reach * reach;
  for (std::size_t index = 0; index < pixels.size(); ++index) {
    const QPointF away = pixels[index] - position;
    const double distance = QPointF::dotProduct(away, away);
    if (distance > least) continue;
    least = distance;
    nearest = index;
  }
  return nearest;
}

std::optional<EdgeHint> edgeHint(const QRectF& plot, QPointF position) {
  if (plot.contains(position)) return std::nullopt;
  const QPointF place(std::clamp(position.x(), plot.left(), plot.right()),
                      std::clamp(position.y(), plot.top(), plot.bottom()));
  const QPointF away = position - place;
  const bool across = std::abs(away.x()) > std::abs(away.y());
  const char16_t arrow = across ? (away.x() < 0 ? u'\u25C0' : u'\u25B6') : (away.y() < 0 ? u'\u25B2' : u'\u25BC');
  return EdgeHint{.place = place, .arrow = QChar(arrow)};
}

}  // namespace fusewright
