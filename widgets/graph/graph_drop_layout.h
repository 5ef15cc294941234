#pragma once

#include <optional>
#include <vector>

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include "core/mapping/regroup.h"
#include "widgets/graph/graph_hulls.h"
#include "widgets/graph/graph_scene.h"

namespace fusewright {

/// What a graph and its fusion groups are, for layers to be dragged in it.
struct DraggedGraph {
  const GraphScene& scene;
  const BlockTree& tree;
  const Workload& workload;  ///< as costed
  const FusionPlan& plan;
  const std::vector<GraphHull>& hulls;
};

/// Where dragged layers would go.
struct GraphTarget {
  std::vector<std::size_t> groups;  ///< of the plan, in order: these and the dragged layers become one
  std::vector<std::size_t> boxes;   ///< all that show layers of these groups

  friend bool operator==(const GraphTarget&, const GraphTarget&) = default;
};

/// What is said of a drop before it happens, and the boxes that it is about.
struct GraphDrop {
  std::vector<std::size_t> boxes;
  bool possible = false;
  QString text;

  friend bool operator==(const GraphDrop&, const GraphDrop&) = default;
};

/// Layers of a box that take time: those that dragging it moves.
[[nodiscard]] std::vector<LayerId> layersOfBox(const DraggedGraph& graph, std::size_t box);

/// The groups of the box under a point of the scene, or of the frame around boxes that the point lies in. None on empty
/// ground, on a box that takes no time outside frames, and where the box that is dragged belongs already.
[[nodiscard]] std::optional<GraphTarget> targetAt(const DraggedGraph& graph, std::size_t dragged, QPointF point);

/// What dropping the box on `target` asks for: its layers join the group; those of several groups all become one, as in
/// the list of groups. None if the box shows nothing that takes time.
[[nodiscard]] std::optional<MoveLayers> droppedOn(const DraggedGraph& graph, std::size_t dragged,
                                                  const GraphTarget& target);

/// Where a text of that size is put beside the cursor so that all of it lies in `area`, if it can, and not below the
/// cursor.
[[nodiscard]] QRectF placeBeside(QPointF cursor, QSizeF size, const QRectF& area);

/// How far the picture moves, in pixels, each time that something is held at the edge of `area`, within `edge` pixels
/// of it: so that what is out of sight can be dropped on. No farther than `edge`.
[[nodiscard]] QPointF shiftAtEdge(QPointF cursor, const QRectF& area, double edge);

}  // namespace fusewright
