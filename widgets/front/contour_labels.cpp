#include "widgets/front/contour_labels.h"

#include <algorithm>

namespace fusewright {
namespace {

/// Of the number's width: a shorter line would be all number.
constexpr double kShortestLine = 1.5;

/// Where a line is that far along: 0..1 of its length.
QPointF pointAlong(std::span<const QLineF> pieces, double length, double share) {
  double left = length * share;
  for (const QLineF& piece : pieces) {
    if (left <= piece.length()) return piece.pointAt(left / piece.length());
    left -= piece.length();
  }
  return pieces.back().p2();
}

}  // namespace

std::optional<QRectF> ContourLabels::placeOn(std::span<const QLineF> pieces, QSizeF size) {
  double length = 0;
  for (const QLineF& piece : pieces) length += piece.length();
  if (length < kShortestLine * size.width()) return std::nullopt;
  QRectF box(QPointF(0, 0), size);
  for (const double share : {0.5, 0.35, 0.65, 0.2, 0.8}) {
    box.moveCenter(pointAlong(pieces, length, share));
    const QRectF wide = box.adjusted(-apart_, -apart_, apart_, apart_);
    const bool free = plot_.contains(box) &&
                      std::ranges::none_of(taken_, [&](const QRectF& other) { return other.intersects(wide); });
    if (!free) continue;
    taken_.push_back(box);
    return box;
  }
  return std::nullopt;
}

}  // namespace fusewright
