#include "widgets/memory/memory_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace fusewright {
namespace {

constexpr double kLeastHeight = 44;
constexpr double kGap = 12;
constexpr double kHeadroom = 1.12;

}  // namespace

std::vector<MemoryPanel> layOutPanels(const std::vector<MemoryPicture>& memories, const QRectF& area) {
  std::vector<MemoryPanel> panels;
  if (memories.empty()) return panels;
  const auto count = static_cast<double>(memories.size());
  const double height = std::max(kLeastHeight, (area.height() - kGap * count) / count);
  double top = area.top() + kGap / 2;
  for (const MemoryPicture& memory : memories) {
    const double most = std::max({memory.capacity, memory.peak, 1.0});
    panels.push_back({.box = QRectF(area.left(), top, area.width(), height), .topBits = most * kHeadroom});
    top += height + kGap;
  }
  return panels;
}

std::vector<StepBounds> columnsOf(const StepCurve& curve, const TimeAxis& axis, int columns) {
  std::vector<StepBounds> bounds;
  const double step = (axis.to - axis.from) / columns;
  for (int column = 0; column < columns; ++column) {
    bounds.push_back(boundsWithin(curve, axis.from + step * column, axis.from + step * (column + 1)));
  }
  return bounds;
}

bool isCrowded(const StepCurve& curve, const TimeAxis& axis) {
  const auto first = std::upper_bound(curve.times.begin(), curve.times.end(), axis.from);
  const auto last = std::lower_bound(first, curve.times.end(), axis.to);
  return static_cast<double>(last - first) > axis.length;
}

QPolygonF edgeOf(const StepCurve& curve, const TimeAxis& axis, const MemoryPanel& panel) {
  QPolygonF edge;
  const auto first = std::upper_bound(curve.times.begin(), curve.times.end(), axis.from);
  const auto last = std::lower_bound(first, curve.times.end(), axis.to);
  double y = panel.toPixel(valueAt(curve, axis.from));
  edge << QPointF(axis.left, y);
  for (auto time = first; time != last; ++time) {
    const double x = axis.toPixel(*time);
    edge << QPointF(x, y);
    y = panel.toPixel(curve.values[static_cast<std::size_t>(time - curve.times.begin())]);
    edge << QPointF(x, y);
  }
  edge << QPointF(axis.left + axis.length, y);
  return edge;
}

QPolygonF bandOf(const std::vector<StepBounds>& columns, const TimeAxis& axis, const MemoryPanel& panel) {
  QPolygonF band;
  const double width = axis.length / static_cast<double>(std::max<std::size_t>(columns.size(), 1));
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const double x = axis.left + static_cast<double>(column) * width;
    const double y = panel.toPixel(columns[column].high);
    band << QPointF(x, y) << QPointF(x + width, y);
  }
  for (std::size_t column = columns.size(); column-- > 0;) {
    const double x = axis.left + static_cast<double>(column) * width;
    const double y = panel.toPixel(columns[column].low);
    band << QPointF(x + width, y) << QPointF(x, y);
  }
  return band;
}

std::vector<StepBounds> belowOf(const std::vector<StepBounds>& columns) {
  std::vector<StepBounds> below;
  for (const StepBounds& column : columns) below.push_back({0, column.low});
  return below;
}

double besideMark(double x, double width, double freeUntil) {
  constexpr double kGap = 8;
  return x + kGap + width <= freeUntil ? x + kGap : x - kGap - width;
}

QRectF capacityLabel(const MemoryPanel& panel, double capacityLine, QSizeF size) {
  const double below = capacityLine + 2;
  const bool fits = below + size.height() <= panel.box.bottom();
  return {QPointF(panel.box.right() - size.width() - 2, fits ? below : capacityLine - size.height() - 1), size};
}

QRectF peakLabel(const MemoryPanel& panel, QPointF peak, QSizeF size, const CapacityMark& capacity) {
  const double left = panel.box.left() + 2;
  const double right = std::max(left, panel.box.right() - 2 - size.width());
  const double top = panel.box.top();
  const double bottom = std::max(top, panel.box.bottom() - size.height());
  const std::array<double, 3> across{std::clamp(besideMark(peak.x(), size.width(), panel.box.right() - 2), left, right),
                                     std::clamp(besideMark(peak.x(), size.width(), panel.box.left()), left, right),
                                     std::clamp(capacity.label.left() - 4 - size.width(), left, right)};
  std::optional<QRectF> overLine;
  for (const double y : {peak.y() - 5 - size.height() / 2, peak.y() + 2, capacity.line + 2})
    for (const double x : across) {
      const QRectF place(QPointF(x, std::clamp(y, top, bottom)), size);
      if (place.intersects(capacity.label)) continue;
      if (place.top() > capacity.line || place.bottom() < capacity.line) return place;
      if (!overLine) overLine = place;
    }
  return overLine.value_or(QRectF(QPointF(across[0], bottom), size));
}

std::vector<double> sizeTicks(double topBits) {
  constexpr double kAboutTicks = 3;
  const double step = std::exp2(std::round(std::log2(topBits / kAboutTicks)));
  std::vector<double> ticks;
  for (double value = 0; value <= topBits * 0.999; value += step) ticks.push_back(value);
  return ticks;
}

}  // namespace fusewright
