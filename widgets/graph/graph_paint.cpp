#include "widgets/graph/graph_paint.h"

#include <algorithm>
#include <cmath>

#include <QPainterPath>

#include "widgets/common/palette.h"
#include "widgets/graph/graph_text.h"

namespace fusewright {
namespace {

constexpr double kCurvesFrom = 0.16;  ///< scales from which on details are drawn
constexpr double kHeadsFrom = 0.35;
constexpr double kHeadLength = 7;
constexpr double kHeadWidth = 5;
constexpr double kCorner = 4;

QPainterPath pathOf(const GraphCurve& curve, const GraphCamera& camera) {
  QPainterPath path(camera.toScreen(curve.points.front()));
  for (std::size_t at = 1; at + 2 < curve.points.size(); at += 3)
    path.cubicTo(camera.toScreen(curve.points[at]), camera.toScreen(curve.points[at + 1]),
                 camera.toScreen(curve.points[at + 2]));
  return path;
}

/// The end of the last curve, and where it comes from.
QPolygonF headOf(const GraphCurve& curve, const GraphCamera& camera) {
  const QPointF tip = camera.toScreen(curve.points.back());
  QPointF along = tip - camera.toScreen(curve.points[curve.points.size() - 2]);
  const double length = std::hypot(along.x(), along.y());
  along = length > 0 ? along / length : QPointF(0, 1);
  const QPointF base = tip - along * kHeadLength * camera.scale;
  const QPointF aside = QPointF(-along.y(), along.x()) * kHeadWidth / 2 * camera.scale;
  return QPolygonF({tip, base + aside, base - aside});
}

/// A hull is drawn twice, a little larger in the colour of its edge, so that only its outside shows one.
void paintHullLayer(QPainter& painter, const GraphScene& scene, const GraphHull& hull, const GraphCamera& camera,
                    const QRectF& seen, double more, const QColor& colour) {
  const double margin = (kHullMargin + more) * camera.scale;
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  for (const std::size_t box : hull.boxes) {
    const QRectF rectangle = camera.toScreen(scene.boxes[box].rectangle).adjusted(-margin, -margin, margin, margin);
    if (rectangle.intersects(seen)) painter.drawRoundedRect(rectangle, margin, margin);
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(colour, (kHullArrow + 2 * more) * camera.scale, Qt::SolidLine, Qt::FlatCap));
  for (const std::size_t edge : hull.curves) {
    const double reach = kHullArrow * camera.scale;
    const QRectF bounds = camera.toScreen(scene.curves[edge].bounds).adjusted(-reach, -reach, reach, reach);
    if (bounds.intersects(seen)) painter.drawPath(pathOf(scene.curves[edge], camera));
  }
}

void paintHulls(QPainter& painter, const GraphScene& scene, const std::vector<GraphHull>& hulls,
                const GraphCamera& camera, const QRectF& area, const DrawStyle& style) {
  for (const GraphHull& hull : hulls) {
    const QColor colour = layerColour(hull.colourKey, style.theme.mode);
    const double edge = std::max(1.2, 0.8 / camera.scale);
    paintHullLayer(painter, scene, hull, camera, area, edge, blended(colour, style.theme.background, 0.75));
    paintHullLayer(painter, scene, hull, camera, area, 0, blended(colour, style.theme.background, 0.16));
  }
}

void paintLines(QPainter& painter, const GraphScene& scene, const std::vector<std::uint32_t>& curves,
                const GraphCamera& camera, const QColor& colour) {
  std::vector<QLineF> lines;
  for (const std::uint32_t number : curves) {
    const auto& points = scene.curves[number].points;
    for (std::size_t at = 0; at + 3 < points.size(); at += 3)
      lines.emplace_back(camera.toScreen(points[at]), camera.toScreen(points[at + 3]));
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(QPen(colour, 0));
  painter.drawLines(lines.data(), static_cast<int>(lines.size()));
  painter.setRenderHint(QPainter::Antialiasing);
}

void paintArrows(QPainter& painter, const GraphScene& scene, const GraphCamera& camera, const QRectF& area,
                 const DrawStyle& style) {
  const auto curves = scene.curveIndex.touching(camera.toScene(area));
  if (camera.scale < kCurvesFrom && style.medium == Medium::Screen) {
    paintLines(painter, scene, curves, camera, blended(style.theme.axis, style.theme.background, 0.6));
    return;
  }
  const QPen pen(style.theme.axis, std::clamp(camera.scale * 1.2, 0.5, 2.0));
  for (const std::uint32_t number : curves) {
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(pathOf(scene.curves[number], camera));
    if (camera.scale < kHeadsFrom && style.medium == Medium::Screen) continue;
    painter.setPen(Qt::NoPen);
    painter.setBrush(style.theme.axis);
    painter.drawPolygon(headOf(scene.curves[number], camera));
  }
}

void paintBox(QPainter& painter, const GraphBox& box, const QColor& fill, std::optional<std::uint16_t> stripeKey,
              const GraphCamera& camera, const DrawStyle& style) {
  const double scale = camera.scale;
  const QRectF rectangle = camera.toScreen(box.rectangle);
  const double corner = kCorner * scale;
  const QColor edge = blended(style.theme.axis, fill, 0.75);
  const QPen pen(edge, std::clamp(scale, 0.6, 1.6));
  painter.setPen(pen);
  painter.setBrush(fill);
  if (box.kind == BlockKind::Repeat) {  // a stack
    const double step = 3 * scale;
    painter.drawRoundedRect(rectangle.translated(2 * step, 2 * step), corner, corner);
    painter.drawRoundedRect(rectangle.translated(step, step), corner, corner);
  }
  painter.drawRoundedRect(rectangle, corner, corner);
  if (box.canOpen()) {
    const double inset = 2.5 * scale;
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rectangle.adjusted(inset, inset, -inset, -inset), corner, corner);
  }
  if (stripeKey) {
    const QRectF stripe(rectangle.left() + 1.5 * scale, rectangle.top() + corner, 3.5 * scale,
                        rectangle.height() - 2 * corner);
    painter.fillRect(stripe, layerColour(*stripeKey, style.theme.mode));
  }
  paintBoxText(painter, box.label, rectangle, scale, textOn(fill), style);
}

void paintBoxes(QPainter& painter, const GraphScene& scene, const GraphShade& shade, const GraphCamera& camera,
                const QRectF& area, const DrawStyle& style) {
  const auto boxes = scene.boxIndex.touching(camera.toScene(area));
  if (camera.scale < kCurvesFrom && style.medium == Medium::Screen) {
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QColor edge = style.theme.axis;
    for (const std::uint32_t number : boxes) {
      QRectF rectangle = camera.toScreen(scene.boxes[number].rectangle);
      rectangle.setSize(rectangle.size().expandedTo(QSizeF(1.5, 1.5)));
      // Tints that tell classes apart in large boxes are too faint for small ones.
      painter.fillRect(rectangle, shade.isScale ? shade.fill[number] : blended(edge, shade.fill[number], 0.35));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    return;
  }
  for (const std::uint32_t number : boxes)
    paintBox(painter, scene.boxes[number], shade.fill[number], shade.stripe[number], camera, style);
}

/// A rectangle on the screen that can not be overlooked.
QRectF outlined(const GraphScene& scene, std::size_t box, const GraphCamera& camera) {
  QRectF rectangle = camera.toScreen(scene.boxes[box].rectangle);
  const QPointF centre = rectangle.center();
  rectangle.setSize(rectangle.size().expandedTo(QSizeF(8, 6)));
  rectangle.moveCenter(centre);
  return rectangle;
}

}  // namespace

void paintGraph(QPainter& painter, const GraphScene& scene, const GraphShade& shade,
                const std::vector<GraphHull>& hulls, const GraphCamera& camera, const QRectF& area,
                const DrawStyle& style) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  paintHulls(painter, scene, hulls, camera, area, style);
  paintArrows(painter, scene, camera, area, style);
  paintBoxes(painter, scene, shade, camera, area, style);
  painter.restore();
}

void paintEmphasis(QPainter& painter, const GraphScene& scene, const GraphEmphasis& emphasis, const GraphCamera& camera,
                   const QRectF& area, const DrawStyle& style) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  const auto outline = [&](std::size_t box, const QPen& pen, double by) {
    const QRectF rectangle = outlined(scene, box, camera).adjusted(-by, -by, by, by);
    if (!rectangle.intersects(area)) return;
    painter.setPen(pen);
    painter.drawRoundedRect(rectangle, kCorner * camera.scale + by, kCorner * camera.scale + by);
  };
  for (const std::size_t box : emphasis.hits) outline(box, QPen(QColor(0xE69F00), 2.5), 3);
  if (emphasis.selected) {
    painter.setPen(QPen(style.theme.accent, std::clamp(2 * camera.scale, 1.2, 3.0)));
    for (std::size_t edge = 0; edge < scene.curves.size(); ++edge) {
      const ShownEdge& shown = scene.shown.edges[edge];
      const bool ofSelected = shown.from == *emphasis.selected || shown.to == *emphasis.selected;
      if (ofSelected && camera.toScreen(scene.curves[edge].bounds).adjusted(-1, -1, 1, 1).intersects(area))
        painter.drawPath(pathOf(scene.curves[edge], camera));
    }
    outline(*emphasis.selected, QPen(style.theme.selection, 2.2), 1.5);
  }
  if (emphasis.hovered) outline(*emphasis.hovered, QPen(style.theme.accent, 1.2), 1);
  painter.restore();
}

}  // namespace fusewright
