#include "widgets/graph/rect_index.h"

#include <algorithm>
#include <cmath>

namespace fusewright {
namespace {

constexpr double kMostCells = 40'000;
constexpr std::int64_t kWide = 256;

/// Touching counts: an arrow straight down has no width.
bool touch(const QRectF& a, const QRectF& b) {
  return a.left() <= b.right() && b.left() <= a.right() && a.top() <= b.bottom() && b.top() <= a.bottom();
}

}  // namespace

RectIndex::RectIndex(std::span<const QRectF> rectangles) : rectangles_(rectangles.begin(), rectangles.end()) {
  if (rectangles_.empty()) return;
  QPointF first = rectangles_.front().topLeft();
  QPointF last = rectangles_.front().bottomRight();
  for (const QRectF& rectangle : rectangles_) {
    first = {std::min(first.x(), rectangle.left()), std::min(first.y(), rectangle.top())};
    last = {std::max(last.x(), rectangle.right()), std::max(last.y(), rectangle.bottom())};
  }
  bounds_ = QRectF(first, last);
  const double area = std::max(bounds_.width(), 1.0) * std::max(bounds_.height(), 1.0);
  const double longest = std::max(bounds_.width(), bounds_.height());
  cellSize_ = std::max({64.0, std::sqrt(area / kMostCells), longest / kMostCells});
  columns_ = static_cast<int>(bounds_.width() / cellSize_) + 1;
  rows_ = static_cast<int>(bounds_.height() / cellSize_) + 1;
  cells_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
  for (std::uint32_t number = 0; number < rectangles_.size(); ++number) {
    const Cells cells = cellsOf(rectangles_[number]);
    if (cells.count() > kWide) {
      wide_.push_back(number);
      continue;
    }
    for (int row = cells.top; row <= cells.bottom; ++row)
      for (int column = cells.left; column <= cells.right; ++column)
        cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column)]
            .push_back(number);
  }
}

RectIndex::Cells RectIndex::cellsOf(const QRectF& area) const {
  const auto cell = [this](double place, double from, int count) {
    return static_cast<int>(std::clamp(std::floor((place - from) / cellSize_), 0.0, static_cast<double>(count - 1)));
  };
  return {.left = cell(area.left(), bounds_.left(), columns_),
          .top = cell(area.top(), bounds_.top(), rows_),
          .right = cell(area.right(), bounds_.left(), columns_),
          .bottom = cell(area.bottom(), bounds_.top(), rows_)};
}

std::vector<std::uint32_t> RectIndex::touching(const QRectF& area) const {
  std::vector<std::uint32_t> found;
  if (rectangles_.empty() || !touch(bounds_, area)) return found;
  const Cells cells = cellsOf(area);
  const auto take = [&](std::uint32_t number) {
    if (touch(rectangles_[number], area)) found.push_back(number);
  };
  if (cells.count() * 2 > static_cast<std::int64_t>(cells_.size())) {  // most of it: one by one is quicker
    for (std::uint32_t number = 0; number < rectangles_.size(); ++number) take(number);
    return found;
  }
  std::ranges::for_each(wide_, take);
  for (int row = cells.top; row <= cells.bottom; ++row)
    for (int column = cells.left; column <= cells.right; ++column)
      std::ranges::for_each(
          cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column)],
          take);
  std::ranges::sort(found);
  const auto repeated = std::ranges::unique(found);
  found.erase(repeated.begin(), repeated.end());
  return found;
}

}  // namespace fusewright
