#pragma once

#include <QPainter>

#include "widgets/front/front_layout.h"

namespace fusewright {

/// Marks the present design.
inline const QColor kPresentDesign(0xD55E00);

/// What moves with the mouse, drawn over the rest.
struct FrontOverlay {
  std::optional<std::size_t> hovered;  ///< row
};

/// The layout that renderFront() draws by: a map of contours has its legend beside the axes.
[[nodiscard]] FrontLayout frontLayout(const QRectF& area, const FrontScene& scene, const DrawStyle& style);

/// How the cloud fills the plot.
[[nodiscard]] CloudPicture cloudPicture(const FrontLayout& layout, const DrawStyle& style);

/// The cloud of a scene for its plot.
[[nodiscard]] QImage cloudOf(const FrontScene& scene, const FrontLayout& layout, const DrawStyle& style);

/// Axes, cloud, front, the present design and a legend. `cloud` is as cloudOf() made it; drawings for files make their
/// own in the resolution of paper. Everything stays inside `area`.
void renderFront(QPainter& painter, const QRectF& area, const FrontScene& scene, const DrawStyle& style,
                 const QImage* cloud = nullptr, const FrontOverlay& overlay = {});

}  // namespace fusewright
