#include "widgets/front/front_paint.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPolygonF>

#include "widgets/common/palette.h"
#include "widgets/common/text.h"
#include "widgets/front/contour_paint.h"

namespace fusewright {
namespace {

constexpr double kFilePixelRatio = 4;          ///< 384 dots an inch
constexpr std::size_t kMostFrontDots = 3'000;  ///< more run into a line anyway
constexpr std::size_t kMostLabels = 12;
constexpr double kDotRadius = 3.4;
constexpr double kDiamondReach = 7;
constexpr double kDotReach = 5;  ///< with its rim

void paintFrontLine(QPainter& painter, const FrontScene& scene, const FrontLayout& layout, const DrawStyle& style) {
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style.theme.accent, 1.6));
  for (const QLineF& line : staircaseOf(scene, layout)) painter.drawLine(line);
  painter.setPen(QPen(style.theme.background, 0.8));
  painter.setBrush(style.theme.accent);
  const std::size_t step = scene.front.size() / kMostFrontDots + 1;
  for (std::size_t index = 0; index < scene.front.size(); index += step) {
    const auto place = placeOf(scene, scene.front[index]);
    if (!place) continue;
    const QPointF at = layout.pixelOf(*place);
    if (layout.frame.plot.contains(at)) painter.drawEllipse(at, kDotRadius, kDotRadius);
  }
}

/// What the present design's diamond covers; empty if it is not in the plot.
QRectF presentBox(const FrontScene& scene, const FrontLayout& layout) {
  const auto place = scene.current ? placeOf(scene, *scene.current) : std::nullopt;
  if (!place) return {};
  const QPointF at = layout.pixelOf(*place);
  return {at - QPointF(kDiamondReach, kDiamondReach), QSizeF(2 * kDiamondReach, 2 * kDiamondReach)};
}

void paintRow(QPainter& painter, const FrontScene& scene, const FrontLayout& layout, std::size_t row,
              const DrawStyle& style, bool isCurrent) {
  const auto place = placeOf(scene, row);
  if (!place) return;
  const QPointF at = layout.pixelOf(*place);
  if (!layout.frame.plot.contains(at)) return;
  painter.setPen(QPen(style.theme.text, 1.4));
  painter.setBrush(isCurrent ? QBrush(kPresentDesign) : QBrush(Qt::NoBrush));
  if (isCurrent) {
    painter.drawPolygon(QPolygonF({at + QPointF(0, -kDiamondReach), at + QPointF(kDiamondReach, 0),
                                   at + QPointF(0, kDiamondReach), at + QPointF(-kDiamondReach, 0)}));
  } else {
    painter.drawEllipse(at, 6, 6);
  }
}

/// What the shades mean, in the corner that fronts leave free: top right.
void paintLegend(QPainter& painter, const FrontScene& scene, const FrontLayout& layout, const DrawStyle& style) {
  if (!scene.shades) return;
  const TableColumn& column = *scene.table->find(scene.shadedBy);
  const QFontMetricsF metrics(style.smallFont);
  const double line = metrics.height();
  QStringList texts;
  std::vector<QColor> inks;
  if (column.labels.empty()) {
    const CloudAxis span = axisOver(column.numbers, AxisScale::Linear);
    for (const double share : {1.0, 0.75, 0.5, 0.25, 0.0}) {
      texts << valueText(column.name, span.valueAt(share));
      inks.push_back(QColor::fromRgb(scene.shades->colours[static_cast<std::size_t>(std::lround(share * 255))]));
    }
  } else {
    for (std::size_t label = 0; label < std::min(column.labels.size(), kMostLabels); ++label) {
      texts << QString::fromStdString(column.labels[label]);
      inks.push_back(QColor::fromRgb(scene.shades->colours[std::min<std::size_t>(label, 255)]));
    }
    if (column.labels.size() > kMostLabels) texts << tr("and %1 more").arg(column.labels.size() - kMostLabels);
  }
  double width = metrics.horizontalAdvance(columnName(scene.shadedBy));
  for (const QString& text : texts) width = std::max(width, metrics.horizontalAdvance(text) + 1.3 * line);
  const QRectF box(layout.frame.plot.right() - width - line, layout.frame.plot.top() + 0.4 * line, width + 0.6 * line,
                   line * (static_cast<double>(texts.size()) + 1.4));
  paintLegendGround(painter, box, style);
  painter.setFont(style.smallFont);
  painter.setPen(style.theme.mutedText);
  QRectF row(box.left() + 0.3 * line, box.top() + 0.2 * line, width, line);
  painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, columnName(scene.shadedBy));
  for (qsizetype index = 0; index < texts.size(); ++index) {
    row.translate(0, line);
    if (index < static_cast<qsizetype>(inks.size()))
      painter.fillRect(QRectF(row.left(), row.top() + 0.15 * line, 0.7 * line, 0.7 * line),
                       inks[static_cast<std::size_t>(index)]);
    painter.setPen(style.theme.text);
    painter.drawText(row.adjusted(1.1 * line, 0, 0.3 * line, 0), Qt::AlignLeft | Qt::AlignVCenter, texts[index]);
  }
}

}  // namespace

FrontLayout frontLayout(const QRectF& area, const FrontScene& scene, const DrawStyle& style) {
  return layOutFront(area, scene, scene.contours ? contourLegendWidth(*scene.contours, style) : 0);
}

CloudPicture cloudPicture(const FrontLayout& layout, const DrawStyle& style) {
  const double ratio = style.medium == Medium::File ? kFilePixelRatio : style.pixelRatio;
  const QSize pixels(static_cast<int>(std::ceil(layout.frame.plot.width() * ratio)),
                     static_cast<int>(std::ceil(layout.frame.plot.height() * ratio)));
  return {.window = layout.window, .pixels = pixels, .pixelRatio = ratio};
}

QImage cloudOf(const FrontScene& scene, const FrontLayout& layout, const DrawStyle& style) {
  return cloudImage(*scene.cloud, cloudPicture(layout, style), *scene.states, scene.shades.get(), style.theme);
}

QRectF frontBox(const FrontLayout& layout) {
  return QRectF(layout.frame.plot.adjusted(-kDotReach, -kDotReach, kDotReach, kDotReach).toAlignedRect());
}

QImage frontImage(const FrontScene& scene, const FrontLayout& layout, const DrawStyle& style) {
  const QRectF box = frontBox(layout);
  QImage image((box.size() * style.pixelRatio).toSize(), QImage::Format_ARGB32_Premultiplied);
  if (image.isNull()) return image;
  image.setDevicePixelRatio(style.pixelRatio);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(-box.topLeft());
  paintFrontLine(painter, scene, layout, style);
  return image;
}

void renderFront(QPainter& painter, const QRectF& area, const FrontScene& scene, const DrawStyle& style,
                 const FrontPictures& pictures, const FrontOverlay& overlay) {
  const FrontLayout layout = frontLayout(area, scene, style);
  if (layout.frame.plot.width() < 20 || layout.frame.plot.height() < 20) return;
  paintFrame(painter, layout.frame, layout.xUnit.title, layout.yUnit.title, style);
  const QImage made = pictures.cloud == nullptr ? cloudOf(scene, layout, style) : QImage();
  if (scene.contours) paintContourFill(painter, *scene.contours, layout, style);
  painter.drawImage(layout.frame.plot, pictures.cloud == nullptr ? made : *pictures.cloud);
  if (scene.contours) {
    paintContourLines(painter, *scene.contours, layout, style,
                      {presentBox(scene, layout), contourNoteBox(*scene.contours, layout, style)});
    paintContourNote(painter, *scene.contours, layout, style);
  }
  if (pictures.front == nullptr) {
    paintFrontLine(painter, scene, layout, style);
  } else {
    painter.drawImage(frontBox(layout).topLeft(), *pictures.front);
  }
  if (scene.brush) {
    const QRectF box = QRectF(layout.pixelOf(scene.brush->topLeft()), layout.pixelOf(scene.brush->bottomRight()))
                           .normalized()
                           .intersected(layout.frame.plot);
    QColor fill = style.theme.accent;
    fill.setAlphaF(0.1F);
    painter.setPen(QPen(style.theme.accent, 1, Qt::DashLine));
    painter.setBrush(fill);
    painter.drawRect(box);
  }
  if (scene.current) paintRow(painter, scene, layout, *scene.current, style, true);
  if (overlay.hovered) paintRow(painter, scene, layout, *overlay.hovered, style, false);
  if (scene.contours) {
    paintContourLegend(painter, *scene.contours, layout, style);
  } else {
    paintLegend(painter, scene, layout, style);
  }
}

}  // namespace fusewright
