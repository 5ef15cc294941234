#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <QPointF>
#include <QRectF>

#include "core/explore/front/table_front.h"
#include "core/explore/sweep/sweep_spec.h"

namespace fusewright {

/// The span of one axis of a cloud. Places are 0 at `low` and 1 at `high`, along the scale.
struct CloudAxis {
  double low = 0;
  double high = 1;
  AxisScale scale = AxisScale::Linear;

  [[nodiscard]] double placeOf(double value) const;
  [[nodiscard]] double valueAt(double place) const;

  friend bool operator==(const CloudAxis&, const CloudAxis&) = default;
};

/// The span of all finite values, of those above 0 on a logarithmic axis; one unit (or a decade) around a single value.
[[nodiscard]] CloudAxis axisOver(std::span<const double> values, AxisScale scale);

/// Logarithmic for values above 0 over more than a decade and a half.
[[nodiscard]] AxisScale usualScale(std::span<const double> values);

/// Millions of points of a plane, sorted into a grid of cells, so that drawing and finding them costs what is in view.
class PointCloud {
 public:
  PointCloud() = default;
  /// One point a row; rows without a finite value on both axes (above 0 where it is logarithmic) have none.
  PointCloud(std::span<const double> x, AxisScale xScale, std::span<const double> y, AxisScale yScale);

  [[nodiscard]] const CloudAxis& x() const { return x_; }
  [[nodiscard]] const CloudAxis& y() const { return y_; }
  /// Points; rows that have none do not count.
  [[nodiscard]] std::size_t size() const { return rows_.size(); }

  /// The place of a row's point; none if it has none. To be asked for rows of the columns.
  [[nodiscard]] std::optional<std::pair<float, float>> placeOf(std::size_t row) const {
    const std::uint32_t point = pointOf_[row];
    return point == kNoPoint ? std::nullopt : std::optional(std::pair(across_[point], up_[point]));
  }

  /// Asks for what placeOf() reads of a row that soon has its turn: first which point it is, then the point.
  void fetchPoint(std::size_t row) const { __builtin_prefetch(&pointOf_[row]); }
  void fetchPlace(std::size_t row) const {
    const std::uint32_t point = pointOf_[row];
    if (point == kNoPoint) return;
    __builtin_prefetch(&across_[point]);
    __builtin_prefetch(&up_[point]);
  }

  /// At least as many points as lie in a rectangle of places, hardly more.
  [[nodiscard]] std::size_t countNear(const QRectF& window) const;

  /// Calls take(row, across, up) for all points in cells that touch a rectangle of places.
  template <typename Take>
  void forEachNear(const QRectF& window, Take take) const {
    const Cells cells = cellsOf(window);
    for (int line = cells.bottom; line <= cells.top; ++line)
      for (std::size_t point = starts_[cellAt(cells.left, line)]; point < starts_[cellAt(cells.right, line) + 1];
           ++point)
        take(rows_[point], across_[point], up_[point]);
  }

  /// The row of the point nearest to a place, at most `reach` away in both directions; if `among` is
  /// given, of rows with a 1 in it.
  [[nodiscard]] std::optional<std::size_t> nearest(QPointF place, QSizeF reach, const RowMask* among = nullptr) const;

 private:
  struct Cells {
    int left = 0;
    int right = -1;
    int bottom = 0;
    int top = -1;
  };

  static constexpr int kCells = 256;  ///< on a side
  static constexpr std::uint32_t kNoPoint = ~std::uint32_t{0};

  [[nodiscard]] static std::size_t cellAt(int column, int line) {
    return static_cast<std::size_t>(line) * kCells + static_cast<std::size_t>(column);
  }
  [[nodiscard]] static int cellOf(double place) { return std::clamp(static_cast<int>(place * kCells), 0, kCells - 1); }
  /// No cells if nothing was put in or the rectangle is off the cloud.
  [[nodiscard]] Cells cellsOf(const QRectF& window) const;

  CloudAxis x_;
  CloudAxis y_;
  std::vector<std::uint32_t> starts_;   ///< first point of each cell, line by line; one more at the end
  std::vector<std::uint32_t> rows_;     ///< by cell
  std::vector<std::uint32_t> pointOf_;  ///< by row
  std::vector<float> across_;           ///< places on the axes; by cell
  std::vector<float> up_;
};

}  // namespace fusewright
