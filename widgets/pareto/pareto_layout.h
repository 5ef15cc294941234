#pragma once

#include <optional>
#include <span>
#include <vector>

#include <QPointF>
#include <QRectF>

#include "core/explore/sweep/sweep_spec.h"
#include "widgets/pareto/design_point.h"

namespace fusewright {

/// Indices of the feasible points that no other feasible point beats in area and in latency, by ascending area. Of
/// equal points the first.
[[nodiscard]] std::vector<std::size_t> frontOf(std::span<const DesignPoint> points);

/// The front as a staircase, from its cheapest point to its fastest: corners as (area, latency).
[[nodiscard]] std::vector<QPointF> staircase(std::span<const DesignPoint> points, std::span<const std::size_t> front);

/// Ranges that hold all points with a margin of 8 % (of the decades, for logarithmic axes).
struct PlaneRange {
  double minArea = 0;
  double maxArea = 1;
  double minLatency = 0;
  double maxLatency = 1;
};
[[nodiscard]] PlaneRange rangeOf(std::span<const DesignPoint> points, AxisScale scale);

/// A linear or logarithmic axis in pixels; `length` may be negative for axes that grow upwards. Logarithmic ones need
/// values > 0.
struct PlotAxis {
  double from = 0;
  double to = 1;
  double start = 0;
  double length = 1;
  AxisScale scale = AxisScale::Linear;

  [[nodiscard]] double toPixel(double value) const;
};

/// Values to label: 1-2-5 steps, or 1, 2 and 5 of each decade.
[[nodiscard]] std::vector<double> axisTicks(const PlotAxis& axis);

/// The point nearest to `position` that is not further than `reach` pixels away.
[[nodiscard]] std::optional<std::size_t> nearestPoint(std::span<const QPointF> pixels, QPointF position, double reach);

/// Where a plot says that something lies outside of it, and which way: ◀ ▶ ▲ ▼.
struct EdgeHint {
  QPointF place;  ///< on the edge, as near to it as can be
  QChar arrow;
};

/// None if `position` lies within the plot.
[[nodiscard]] std::optional<EdgeHint> edgeHint(const QRectF& plot, QPointF position);

}  // namespace fusewright
