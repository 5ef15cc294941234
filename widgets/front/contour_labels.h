#pragma once

#include <optional>
#include <span>
#include <vector>

#include <QLineF>
#include <QRectF>

namespace fusewright {

/// Finds places for numbers on lines: inside a plot, none over another or close to it, none over what must be seen.
class ContourLabels {
 public:
  /// `apart` is kept free between two numbers, in pixels; `kept` from all of them.
  ContourLabels(const QRectF& plot, double apart, std::vector<QRectF> kept)
      : plot_(plot), apart_(apart), taken_(std::move(kept)) {}

  /// The box of a number of that size on the line of `pieces`, which is its own from then on; none where the line is
  /// too short for it or nothing is free.
  [[nodiscard]] std::optional<QRectF> placeOn(std::span<const QLineF> pieces, QSizeF size);

 private:
  QRectF plot_;
  double apart_;
  std::vector<QRectF> taken_;
};

}  // namespace fusewright
