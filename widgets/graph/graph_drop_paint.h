#pragma once

#include <optional>

#include <QPainter>

#include "widgets/common/theme.h"
#include "widgets/graph/graph_camera.h"
#include "widgets/graph/graph_drop_layout.h"

namespace fusewright {

/// A box on its way to another group.
struct DraggedBox {
  std::size_t box = 0;
  QPointF cursor;                 ///< on the screen
  std::optional<GraphDrop> over;  ///< what it is held over; none over nothing that it could join
};

/// The dragged box dashed, the group that it is held over outlined, dashed too if the drop is not possible, and beside
/// the cursor what a drop would do.
void paintDrop(QPainter& painter, const GraphScene& scene, const DraggedBox& dragged, const GraphCamera& camera,
               const QRectF& area, const DrawStyle& style);

}  // namespace fusewright
