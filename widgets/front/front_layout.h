#pragma once

#include <optional>
#include <vector>

#include <QLineF>

#include "widgets/common/plot_frame.h"
#include "widgets/front/column_text.h"
#include "widgets/front/front_scene.h"

namespace fusewright {

/// A scene on some area: axes in easy units, and ways between pixels, places and values.
struct FrontLayout {
  PlotFrame frame;
  AxisUnit xUnit;
  AxisUnit yUnit;
  QRectF window;  ///< places in view

  [[nodiscard]] QPointF pixelOf(QPointF place) const;
  [[nodiscard]] QPointF placeOf(QPointF pixel) const;
};

/// Keeps `beside` pixels at the right free, for a legend.
[[nodiscard]] FrontLayout layOutFront(const QRectF& area, const FrontScene& scene, double beside = 0);

/// The place of a row of the table; none if it has no value on an axis.
[[nodiscard]] std::optional<QPointF> placeOf(const FrontScene& scene, std::size_t row);

/// The lines of the front in pixels: a staircase, cut off at the edges of the plot; none for a front that is none on
/// these axes.
[[nodiscard]] std::vector<QLineF> staircaseOf(const FrontScene& scene, const FrontLayout& layout);

/// Place in `scene.front` of the design nearest to a pixel.
[[nodiscard]] std::optional<std::size_t> nearestOnFront(const FrontScene& scene, const FrontLayout& layout,
                                                        QPointF pixel);

/// All points with a margin.
[[nodiscard]] QRectF wholeWindow();

/// `window` seen `factor` times as large around a place; not smaller than what single precision tells apart, not
/// larger than twice the cloud.
[[nodiscard]] QRectF zoomed(const QRectF& window, QPointF around, double factor);

}  // namespace fusewright
