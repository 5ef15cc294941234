#include "widgets/gantt/edge_paint.h"

#include <cmath>

#include <QPainterPath>

#include "widgets/common/format.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

QColor colourOf(bool towards, const Theme& theme) {
  return towards ? theme.accent : theme.danger;
}

void paintArrow(QPainter& painter, const EdgeArrow& arrow, QColor colour, double width) {
  const EdgeCurve curve = curveOf(arrow);
  QPainterPath path(curve.from);
  path.cubicTo(curve.bendFrom, curve.bendTo, curve.to);
  painter.setPen(QPen(colour, width));
  painter.drawPath(path);
  const QPointF along = curve.to - curve.bendTo;
  const double length = std::max(std::hypot(along.x(), along.y()), 1e-9);
  const QPointF back = -along / length * (4 + width);
  const QPointF aside = QPointF(-back.y(), back.x()) * 0.45;
  painter.drawPolyline(QPolygonF({curve.to + back + aside, curve.to, curve.to + back - aside}));
}

void paintNote(QPainter& painter, const QString& text, const QColor& colour, const QRectF& box,
               const DrawStyle& style) {
  painter.setPen(QPen(colour, 1));
  painter.setBrush(style.theme.background);
  painter.drawRoundedRect(box, 3, 3);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(style.theme.text);
  painter.drawText(box, Qt::AlignCenter, text);
}

}  // namespace

void paintEdgePicture(QPainter& painter, const EdgePicture& picture, const EdgeGround& ground, const DrawStyle& style) {
  constexpr double kThin = 0.7;
  constexpr double kDirect = 1.4;
  constexpr double kChosen = 2.6;
  for (const EdgeReach& reach : picture.reaches) {
    painter.setPen(QPen(colourOf(reach.towards, style.theme), 2));
    painter.drawPolyline(QPolygonF({{reach.left, reach.y + 2},
                                    {reach.left, reach.y - 2},
                                    {reach.right, reach.y - 2},
                                    {reach.right, reach.y + 2}}));
  }
  for (const EdgeArrow& arrow : picture.arrows) {
    QColor colour = colourOf(arrow.towards, style.theme);
    if (arrow.level > 1) colour.setAlphaF(0.6F);
    paintArrow(painter, arrow, colour, arrow.level > 1 ? kThin : kDirect);
  }
  for (const EdgeArrow& arrow : picture.chosen)
    paintArrow(painter, arrow, colourOf(arrow.towards, style.theme), kChosen);
  painter.setFont(style.smallFont);
  for (const EdgeLabel& label : picture.labels)
    paintNote(painter, label.text, colourOf(label.towards, style.theme), label.box, style);
  if (picture.left == 0) return;
  const QString rest = tr("%1 more dependencies without an arrow").arg(exactNumber(static_cast<double>(picture.left)));
  const double width = ground.widthOf(rest) + 8;
  paintNote(
      painter, rest, style.theme.axis,
      QRectF(ground.area.right() - width - 10, ground.area.bottom() - ground.lineHeight - 3, width, ground.lineHeight),
      style);
}

}  // namespace fusewright
