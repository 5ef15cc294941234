#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QPointF>
#include <QRectF>

#include "core/graph/graph_layout.h"
#include "core/graph/shown_graph.h"
#include "widgets/graph/box_label.h"
#include "widgets/graph/rect_index.h"

namespace fusewright {

/// Pixel sizes of a box's three lines at scale 1.
inline constexpr double kTitlePixels = 12;
inline constexpr double kNamePixels = 11;
inline constexpr double kShapePixels = 10;
inline constexpr double kBoxPadding = 6;

/// A box where it is drawn.
struct GraphBox {
  BlockId block;
  QRectF rectangle;
  BoxLabel label;
  OperatorClass operatorClass = OperatorClass::Other;
  BlockKind kind = BlockKind::Layer;

  [[nodiscard]] bool canOpen() const { return kind != BlockKind::Layer; }
};

/// An arrow: 1 + 3n points of Bezier curves.
struct GraphCurve {
  std::vector<QPointF> points;
  QRectF bounds;
};

/// All that is drawn of a graph, in units of its own; where it is on the screen is another matter.
struct GraphScene {
  ShownGraph shown;
  std::vector<GraphBox> boxes;     ///< as in `shown`
  std::vector<GraphCurve> curves;  ///< as in `shown`
  QSizeF size;
  RectIndex boxIndex;
  RectIndex curveIndex;
};

/// Boxes as wide as their labels need, within limits.
[[nodiscard]] LayoutProblem layoutProblem(const Workload& workload, const BlockTree& tree, const ShownGraph& shown,
                                          FlowDirection flow);

/// `layout` must be of that problem.
[[nodiscard]] GraphScene makeScene(const Workload& workload, const BlockTree& tree, const ShownGraph& shown,
                                   const LayoutProblem& problem, const GraphLayout& layout);

/// The box under a point of the scene.
[[nodiscard]] std::optional<std::size_t> boxAt(const GraphScene& scene, QPointF point);

/// The box that shows a layer.
[[nodiscard]] std::optional<std::size_t> boxOf(const GraphScene& scene, LayerId layer);

}  // namespace fusewright
