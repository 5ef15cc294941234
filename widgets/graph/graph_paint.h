#pragma once

#include <optional>
#include <vector>

#include <QPainter>

#include "widgets/common/theme.h"
#include "widgets/graph/graph_camera.h"
#include "widgets/graph/graph_hulls.h"
#include "widgets/graph/graph_scene.h"
#include "widgets/graph/graph_shade.h"

namespace fusewright {

/// What stands out.
struct GraphEmphasis {
  std::optional<std::size_t> selected;
  std::optional<std::size_t> hovered;
  std::vector<std::size_t> hits;  ///< what a search found, in order
};

/// From this scale on all lines of a label can be read; below it the title stands alone while it fits.
inline constexpr double kReadableScale = 0.62;

/// Hulls, arrows and boxes that touch `area`, as detailed as their size on the screen allows: full labels from
/// kReadableScale on, curves and arrowheads before that, below it plain lines and rectangles. Cost follows what is
/// visible.
void paintGraph(QPainter& painter, const GraphScene& scene, const GraphShade& shade,
                const std::vector<GraphHull>& hulls, const GraphCamera& camera, const QRectF& area,
                const DrawStyle& style);

/// Outlines over the picture. What was selected or found is at least a few pixels large at any scale.
void paintEmphasis(QPainter& painter, const GraphScene& scene, const GraphEmphasis& emphasis, const GraphCamera& camera,
                   const QRectF& area, const DrawStyle& style);

/// Room that paintKey() takes at the lower edge of `area`; 0 without a key.
[[nodiscard]] double keyHeight(const GraphShade& shade, const QRectF& area, const DrawStyle& style);

/// What the colours mean, in the lower left corner of `area`; gives the place it took.
QRectF paintKey(QPainter& painter, const GraphShade& shade, const QRectF& area, const DrawStyle& style);

/// Everything as a figure, with its key below.
void renderGraph(QPainter& painter, const QRectF& area, const GraphScene& scene, const GraphShade& shade,
                 const std::vector<GraphHull>& hulls, const DrawStyle& style);

/// Millimetres: full size, or as large as a file of 300 dots per inch can be.
[[nodiscard]] QSizeF graphFigureSize(const GraphScene& scene);

}  // namespace fusewright
