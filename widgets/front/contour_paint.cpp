#include "widgets/front/contour_paint.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <QFontMetricsF>
#include <QImage>

#include "widgets/common/format.h"
#include "widgets/common/palette.h"
#include "widgets/common/text.h"
#include "widgets/front/contour_labels.h"

namespace fusewright {
namespace {

constexpr int kFillPixels = 240;  ///< on a side; colours change slowly
constexpr double kFillStrength = 0.75;
constexpr double kApart = 6;          ///< between two numbers, in pixels
constexpr double kWidestNote = 0.62;  ///< of the plot

/// A line of places in pixels, cut off at the edges of the plot.
std::vector<QLineF> piecesOf(const Contour& contour, const FrontLayout& layout) {
  std::vector<QLineF> pieces;
  for (std::size_t point = 0; point + 1 < contour.size(); ++point) {
    const QLineF whole(layout.pixelOf({contour[point].x, contour[point].y}),
                       layout.pixelOf({contour[point + 1].x, contour[point + 1].y}));
    const QLineF inside = clippedLine(whole, layout.frame.plot);
    if (!inside.isNull()) pieces.push_back(inside);
  }
  return pieces;
}

/// Writes numbers on lines, on ground of their own.
class Labels {
 public:
  Labels(QPainter& painter, const QRectF& plot, const DrawStyle& style, std::vector<QRectF> kept)
      : painter_(painter), style_(style), metrics_(style.smallFont), places_(plot, kApart, std::move(kept)) {}

  void paint(const std::vector<QLineF>& pieces, const QString& text) {
    const auto box = places_.placeOn(pieces, {metrics_.horizontalAdvance(text) + 4, metrics_.height()});
    if (!box) return;
    QColor ground = style_.theme.background;
    ground.setAlphaF(0.8F);
    painter_.fillRect(*box, ground);
    painter_.setPen(style_.theme.text);
    painter_.drawText(*box, Qt::AlignCenter, text);
  }

 private:
  QPainter& painter_;
  const DrawStyle& style_;
  QFontMetricsF metrics_;
  ContourLabels places_;
};

void paintLevels(QPainter& painter, const std::vector<ContourLevel>& levels, const FrontLayout& layout, const QPen& pen,
                 Labels& labels, const auto& textOf) {
  for (const ContourLevel& level : levels)
    for (const Contour& line : level.lines) {
      const std::vector<QLineF> pieces = piecesOf(line, layout);
      painter.setPen(pen);
      for (const QLineF& piece : pieces) painter.drawLine(piece);
      labels.paint(pieces, textOf(level.level));
    }
}

QString valueTitle(const ContourMap& map) {
  return map.isSpeedup ? tr("speedup (%1)").arg(columnName(map.value)) : columnName(map.value);
}

QString areaTitle() {
  return tr("equal area");
}

double legendTextWidth(const ContourMap& map, const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  const double line = metrics.height();
  double width = metrics.horizontalAdvance(valueTitle(map));
  for (const double value : {map.high, map.low})
    width = std::max(width, metrics.horizontalAdvance(contourText(map, value)) + 1.3 * line);
  if (!map.areas.empty()) width = std::max(width, metrics.horizontalAdvance(areaTitle()) + 2.4 * line);
  return width;
}

QPen areaPen(const DrawStyle& style) {
  return {style.theme.danger, 1.2, Qt::DashLine};
}

}  // namespace

QString contourText(const ContourMap& map, double value) {
  return map.isSpeedup ? tr("%1 x").arg(shortNumber(value)) : valueText(map.value, value);
}

void paintContourFill(QPainter& painter, const ContourMap& map, const FrontLayout& layout, const DrawStyle& style) {
  QImage fill(kFillPixels, kFillPixels, QImage::Format_ARGB32_Premultiplied);
  fill.fill(Qt::transparent);
  for (int y = 0; y < kFillPixels; ++y) {
    auto* line = reinterpret_cast<QRgb*>(fill.scanLine(y));
    const double up = layout.window.bottom() - (y + 0.5) / kFillPixels * layout.window.height();
    for (int x = 0; x < kFillPixels; ++x) {
      const double across = layout.window.left() + (x + 0.5) / kFillPixels * layout.window.width();
      const double value = valueAt(map.grid, {.x = across, .y = up});
      if (std::isfinite(value))
        line[x] = blended(sequentialColour(shareOf(map, value)), style.theme.background, kFillStrength).rgb();
    }
  }
  painter.save();
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(layout.frame.plot, fill);
  painter.restore();
}

void paintContourLines(QPainter& painter, const ContourMap& map, const FrontLayout& layout, const DrawStyle& style,
                       std::vector<QRectF> kept) {
  painter.setFont(style.smallFont);
  Labels labels(painter, layout.frame.plot, style, std::move(kept));
  paintLevels(painter, map.levels, layout, QPen(style.theme.text, 1.2), labels,
              [&](double level) { return contourText(map, level); });
  paintLevels(painter, map.areas, layout, areaPen(style), labels,
              [](double area) { return tr("%1 mm²").arg(shortNumber(area)); });
}

QString contourNote(const ContourMap& map) {
  if (2 * map.completeSquares >= map.squares) return {};
  if (map.completeSquares == 0)
    return tr(
        "points do not lie on a grid: no square has a design at every corner, so there are no lines; a sweep of a "
        "grid has them");
  return tr("points do not lie on a grid: only %1 of %2 squares have a design at every corner, and lines; a sweep of a "
            "grid has them everywhere")
      .arg(exactNumber(static_cast<double>(map.completeSquares)), exactNumber(static_cast<double>(map.squares)));
}

QRectF contourNoteBox(const ContourMap& map, const FrontLayout& layout, const DrawStyle& style) {
  const QString note = contourNote(map);
  if (note.isEmpty()) return {};
  const QFontMetricsF metrics(style.smallFont);
  const double edge = 0.3 * metrics.height();
  const QRectF plot = layout.frame.plot;
  const QRectF room(0, 0, kWidestNote * plot.width() - 2 * edge, plot.height());
  const QSizeF text = metrics.boundingRect(room, Qt::TextWordWrap, note).size();
  return {plot.topLeft() + QPointF(edge, edge), text + QSizeF(2 * edge + 1, 2 * edge)};
}

void paintContourNote(QPainter& painter, const ContourMap& map, const FrontLayout& layout, const DrawStyle& style) {
  const QRectF box = contourNoteBox(map, layout, style);
  if (box.isEmpty()) return;
  const double edge = 0.3 * QFontMetricsF(style.smallFont).height();
  paintLegendGround(painter, box, style);
  painter.setFont(style.smallFont);
  painter.setPen(style.theme.text);
  painter.drawText(box.adjusted(edge, edge, -edge, -edge), Qt::TextWordWrap, contourNote(map));
}

double contourLegendWidth(const ContourMap& map, const DrawStyle& style) {
  const double line = QFontMetricsF(style.smallFont).height();
  return legendTextWidth(map, style) + 1.2 * line;
}

void paintContourLegend(QPainter& painter, const ContourMap& map, const FrontLayout& layout, const DrawStyle& style) {
  const double line = QFontMetricsF(style.smallFont).height();
  const double width = legendTextWidth(map, style);
  const double rows = map.areas.empty() ? 4.4 : 5.6;
  const QRectF box(layout.frame.plot.right() + 0.6 * line, layout.frame.plot.top(), width + 0.6 * line, rows * line);
  const QStringList texts{contourText(map, map.high), contourText(map, map.low)};
  paintLegendGround(painter, box, style);
  painter.setFont(style.smallFont);
  painter.setPen(style.theme.mutedText);
  const double left = box.left() + 0.3 * line;
  painter.drawText(QRectF(left, box.top() + 0.1 * line, width, line), Qt::AlignLeft | Qt::AlignVCenter,
                   valueTitle(map));
  const QRectF bar(left, box.top() + 1.25 * line, 0.8 * line, 2.9 * line);
  constexpr int kSteps = 32;
  for (int step = 0; step < kSteps; ++step) {
    const QColor ink = sequentialColour(1 - (step + 0.5) / kSteps);
    painter.fillRect(
        QRectF(bar.left(), bar.top() + step * bar.height() / kSteps, bar.width(), bar.height() / kSteps + 0.5),
        blended(ink, style.theme.background, kFillStrength));
  }
  painter.setPen(style.theme.text);
  painter.drawText(QRectF(left + 1.1 * line, bar.top(), width, line), Qt::AlignLeft | Qt::AlignVCenter, texts[0]);
  painter.drawText(QRectF(left + 1.1 * line, bar.bottom() - line, width, line), Qt::AlignLeft | Qt::AlignVCenter,
                   texts[1]);
  if (map.areas.empty()) return;
  const double middle = box.bottom() - 0.7 * line;
  painter.setPen(areaPen(style));
  painter.drawLine(QPointF(left, middle), QPointF(left + 1.8 * line, middle));
  painter.setPen(style.theme.text);
  painter.drawText(QRectF(left + 2.1 * line, middle - line / 2, width, line), Qt::AlignLeft | Qt::AlignVCenter,
                   areaTitle());
}

}  // namespace fusewright
