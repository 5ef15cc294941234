#pragma once

#include <algorithm>

#include <QPointF>
#include <QRectF>

namespace fusewright {

/// Where a graph lies on the screen: scene points times `scale`, plus `offset`.
struct GraphCamera {
  double scale = 1;
  QPointF offset;

  static constexpr double kLeastScale = 0.002;
  static constexpr double kMostScale = 4;

  [[nodiscard]] QPointF toScreen(QPointF point) const { return point * scale + offset; }
  [[nodiscard]] QPointF toScene(QPointF point) const { return (point - offset) / scale; }
  [[nodiscard]] QRectF toScreen(const QRectF& area) const { return {toScreen(area.topLeft()), area.size() * scale}; }
  [[nodiscard]] QRectF toScene(const QRectF& area) const { return {toScene(area.topLeft()), area.size() / scale}; }

  /// Nearer by `factor`, what is at `screen` staying there.
  [[nodiscard]] GraphCamera zoomedAt(QPointF screen, double factor) const {
    const QPointF fixed = toScene(screen);
    const double wanted = std::clamp(scale * factor, kLeastScale, kMostScale);
    return {.scale = wanted, .offset = screen - fixed * wanted};
  }

  /// `part` of the scene in the middle of `area`, as large as it fits, at most at scale `most`.
  [[nodiscard]] static GraphCamera fitting(const QRectF& part, const QRectF& area, double most) {
    const double across = area.width() / std::max(part.width(), 1.0);
    const double along = area.height() / std::max(part.height(), 1.0);
    const double scale = std::clamp(std::min(across, along), kLeastScale, most);
    return {.scale = scale, .offset = area.center() - part.center() * scale};
  }

  friend bool operator==(const GraphCamera&, const GraphCamera&) = default;
};

}  // namespace fusewright
