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

/// The front of a scene on a transparent picture for frontBox().
[[nodiscard]] QImage frontImage(const FrontScene& scene, const FrontLayout& layout, const DrawStyle& style);

/// What a front's line and dots may cover: the plot and half a dot around it.
[[nodiscard]] QRectF frontBox(const FrontLayout& layout);

/// Pictures that a view keeps while only other things change; null: to be made.
struct FrontPictures {
  const QImage* cloud = nullptr;  ///< as cloudOf() made it
  const QImage* front = nullptr;  ///< as frontImage() made it
};

/// Axes, cloud, front, the present design and a legend; drawings for files make their cloud in the resolution of paper.
/// Everything stays inside `area`.
void renderFront(QPainter& painter, const QRectF& area, const FrontScene& scene, const DrawStyle& style,
                 const FrontPictures& pictures = {}, const FrontOverlay& overlay = {});

}  // namespace fusewright
