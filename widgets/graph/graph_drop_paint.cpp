#include "widgets/graph/graph_drop_paint.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include "widgets/common/palette.h"

namespace fusewright {
namespace {

constexpr double kLettersPerLine = 56;
constexpr double kOutlineCorner = 4;
constexpr double kOutside = 4;

QString sayingOf(const DraggedBox& dragged) {
  if (dragged.over) return dragged.over->text;
  return QCoreApplication::translate("GraphCanvas", "Drop on a layer of another group to fuse with it; Esc cancels");
}

/// Text beside the cursor, in lines of a few words.
void paintSaying(QPainter& painter, const DraggedBox& dragged, const QRectF& area, const DrawStyle& style) {
  const QFontMetricsF metrics(style.font);
  const double letter = metrics.averageCharWidth();
  const QString text = sayingOf(dragged);
  const QRectF room(0, 0, letter * kLettersPerLine, area.height());
  const QSizeF size = metrics.boundingRect(room, Qt::TextWordWrap, text).size() + QSizeF(2 * letter, letter);
  const QRectF place = placeBeside(dragged.cursor, size, area.adjusted(1, 1, -1, -1));
  const bool refused = dragged.over && !dragged.over->possible;
  const QColor edge = !dragged.over ? style.theme.axis : refused ? style.theme.danger : style.theme.accent;
  painter.setPen(QPen(edge, 1.5));
  painter.setBrush(style.theme.background);
  painter.drawRoundedRect(place, kOutlineCorner, kOutlineCorner);
  painter.setFont(style.font);
  painter.setPen(refused ? style.theme.danger : dragged.over ? style.theme.text : style.theme.mutedText);
  painter.drawText(place.adjusted(letter, letter / 2, -letter / 2, 0), Qt::TextWordWrap, text);
}

}  // namespace

void paintDrop(QPainter& painter, const GraphScene& scene, const DraggedBox& dragged, const GraphCamera& camera,
               const QRectF& area, const DrawStyle& style) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const auto outline = [&](std::size_t box, const QPen& pen) {
    const QRectF place = camera.toScreen(scene.boxes[box].rectangle).adjusted(-kOutside, -kOutside, kOutside, kOutside);
    if (!place.intersects(area)) return;
    painter.setPen(pen);
    painter.drawRoundedRect(place, kOutlineCorner + kOutside, kOutlineCorner + kOutside);
  };
  painter.setBrush(Qt::NoBrush);
  outline(dragged.box, QPen(style.theme.text, 1.5, Qt::DotLine));
  if (dragged.over) {
    const bool possible = dragged.over->possible;
    const QPen pen(possible ? style.theme.accent : style.theme.danger, 3, possible ? Qt::SolidLine : Qt::DashLine);
    for (const std::size_t box : dragged.over->boxes) outline(box, pen);
  }
  paintSaying(painter, dragged, area, style);
  painter.restore();
}

}  // namespace fusewright
