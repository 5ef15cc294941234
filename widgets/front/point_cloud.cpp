#include "widgets/front/point_cloud.h"

#include <cmath>
#include <limits>

namespace fusewright {
namespace {

bool hasPlace(double value, AxisScale scale) {
  return std::isfinite(value) && (scale == AxisScale::Linear || value > 0);
}

}  // namespace

double CloudAxis::placeOf(double value) const {
  if (scale == AxisScale::Linear) return (value - low) / (high - low);
  return std::log(value / low) / std::log(high / low);
}

double CloudAxis::valueAt(double place) const {
  if (scale == AxisScale::Linear) return low + place * (high - low);
  return low * std::pow(high / low, place);
}

CloudAxis axisOver(std::span<const double> values, AxisScale scale) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const double value : values) {
    if (!hasPlace(value, scale)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (low > high) return {.low = scale == AxisScale::Linear ? 0.0 : 1.0, .high = 10, .scale = scale};
  if (low < high) return {.low = low, .high = high, .scale = scale};
  if (scale == AxisScale::Logarithmic)
    return {.low = low / std::sqrt(10), .high = high * std::sqrt(10), .scale = scale};
  const double half = low == 0 ? 0.5 : std::abs(low) / 2;
  return {.low = low - half, .high = high + half, .scale = scale};
}

AxisScale usualScale(std::span<const double> values) {
  constexpr double kWide = 30;
  const CloudAxis all = axisOver(values, AxisScale::Linear);
  return all.low > 0 && all.high > kWide * all.low ? AxisScale::Logarithmic : AxisScale::Linear;
}

PointCloud::PointCloud(std::span<const double> x, AxisScale xScale, std::span<const double> y, AxisScale yScale)
    : x_(axisOver(x, xScale)), y_(axisOver(y, yScale)) {
  const std::size_t rows = std::min(x.size(), y.size());
  // Logarithms once a row; then a counting sort by cell.
  std::vector<float> across;
  std::vector<float> up;
  std::vector<std::uint32_t> placed;
  across.reserve(rows);
  up.reserve(rows);
  placed.reserve(rows);
  starts_.assign(static_cast<std::size_t>(kCells) * kCells + 1, 0);
  for (std::size_t row = 0; row < rows; ++row) {
    if (!hasPlace(x[row], xScale) || !hasPlace(y[row], yScale)) continue;
    across.push_back(static_cast<float>(x_.placeOf(x[row])));
    up.push_back(static_cast<float>(y_.placeOf(y[row])));
    placed.push_back(static_cast<std::uint32_t>(row));
    ++starts_[cellAt(cellOf(across.back()), cellOf(up.back())) + 1];
  }
  for (std::size_t cell = 1; cell < starts_.size(); ++cell) starts_[cell] += starts_[cell - 1];
  std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
  pointOf_.assign(rows, kNoPoint);
  rows_.resize(placed.size());
  across_.resize(placed.size());
  up_.resize(placed.size());
  for (std::size_t point = 0; point < placed.size(); ++point) {
    const std::uint32_t place = next[cellAt(cellOf(across[point]), cellOf(up[point]))]++;
    rows_[place] = placed[point];
    pointOf_[placed[point]] = place;
    across_[place] = across[point];
    up_[place] = up[point];
  }
}

PointCloud::Cells PointCloud::cellsOf(const QRectF& window) const {
  if (rows_.empty() || window.right() < 0 || window.left() > 1 || window.bottom() < 0 || window.top() > 1) return {};
  return {.left = cellOf(window.left()),
          .right = cellOf(window.right()),
          .bottom = cellOf(window.top()),
          .top = cellOf(window.bottom())};
}

std::size_t PointCloud::countNear(const QRectF& window) const {
  const Cells cells = cellsOf(window);
  std::size_t count = 0;
  for (int line = cells.bottom; line <= cells.top; ++line)
    count += starts_[cellAt(cells.right, line) + 1] - starts_[cellAt(cells.left, line)];
  return count;
}

std::optional<std::size_t> PointCloud::nearest(QPointF place, QSizeF reach, const RowMask* among) const {
  std::optional<std::size_t> found;
  double least = 1;
  const QRectF around(place.x() - reach.width(), place.y() - reach.height(), 2 * reach.width(), 2 * reach.height());
  forEachNear(around, [&](std::uint32_t row, float across, float up) {
    if (among != nullptr && (*among)[row] == 0) return;
    const double dx = (across - place.x()) / reach.width();
    const double dy = (up - place.y()) / reach.height();
    const double distance = dx * dx + dy * dy;
    if (distance > least || (distance == least && found && *found < row)) return;
    least = distance;
    found = row;
  });
  return found;
}

}  // namespace fusewright
