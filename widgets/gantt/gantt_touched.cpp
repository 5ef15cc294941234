// Tiles of GanttView that the mouse is over, here or, by what they have to do with, elsewhere.
#include <QPainter>

#include "widgets/gantt/gantt_view.h"

namespace fusewright {

void GanttView::setHoveredTile(std::optional<TileId> tile) {
  if (tile == hoveredTile_) return;
  hoveredTile_ = tile;
  Q_EMIT hoverChanged(tile ? Hover(*tile) : Hover());
}

void GanttView::setTouched(std::vector<TileId> tiles) {
  if (tiles == touched_) return;
  touched_ = std::move(tiles);
  update();
}

void GanttView::paintTouched(QPainter& painter) const {
  constexpr double kNarrowest = 3;
  painter.setBrush(Qt::NoBrush);
  for (const TileId tile : touched_) {
    const QRectF box = tileBox(tile, kNarrowest);
    if (box.isNull() || box.right() < plotArea().left() || box.left() > plotArea().right()) continue;
    painter.setPen(QPen(style().theme.background, 3));
    painter.drawRect(box);
    painter.setPen(QPen(style().theme.selection, 1.5, Qt::DotLine));
    painter.drawRect(box);
  }
}

}  // namespace fusewright
