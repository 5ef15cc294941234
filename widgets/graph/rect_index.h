#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <QRectF>

namespace fusewright {

/// Finds rectangles by place: a grid whose cells list what reaches into them. Rectangles over very many cells are kept
/// aside and looked at every time.
class RectIndex {
 public:
  RectIndex() = default;
  explicit RectIndex(std::span<const QRectF> rectangles);

  /// Numbers of all rectangles that touch `area`, in order.
  [[nodiscard]] std::vector<std::uint32_t> touching(const QRectF& area) const;

 private:
  struct Cells {
    int left = 0;
    int top = 0;
    int right = -1;
    int bottom = -1;

    [[nodiscard]] std::int64_t count() const { return std::int64_t{1} * (right - left + 1) * (bottom - top + 1); }
  };

  [[nodiscard]] Cells cellsOf(const QRectF& area) const;

  std::vector<QRectF> rectangles_;
  QRectF bounds_;
  double cellSize_ = 1;
  int columns_ = 0;
  int rows_ = 0;
  std::vector<std::vector<std::uint32_t>> cells_;
  std::vector<std::uint32_t> wide_;
};

}  // namespace fusewright
