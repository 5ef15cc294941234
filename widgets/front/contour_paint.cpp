#include "widgets/front/contour_paint.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <QFontMetricsF>
#include <QImage>

#include "widgets/common/format.h"
#include "widgets/common/palette.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

constexpr int kFillPixels = 240;  ///< on a side; colours change slowly
constexpr double kFillStrength = 0.75;

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

/// Where a line is that far along: 0..1 of its length.
QPointF pointAlong(const std::vector<QLineF>& pieces, double length, double share) {
  double left = length * share;
  for (const QLineF& piece : pieces) {
    if (left <= piece.length()) return piece.pointAt(left / piece.length());
    left -= piece.length();
  }
  return pieces.back().p2();
}

/// Writes numbers on lines, on ground of their own, where no other number is.
class Labels {
 public:
  Labels(QPainter& painter, const QRectF& plot, const DrawStyle& style)
      : painter_(painter), plot_(plot), style_(style), metrics_(style.smallFont) {}

  /// On a line that is long enough for it.
  void paint(const std::vector<QLineF>& pieces, const QString& text) {
    double length = 0;
    for (const QLineF& piece : pieces) length += piece.length();
    QRectF box(0, 0, metrics_.horizontalAdvance(text) + 4, metrics_.height());
    if (length < 1.5 * box.width()) return;
    for (const double share : {0.5, 0.35, 0.65, 0.2, 0.8}) {
      box.moveCenter(pointAlong(pieces, length, share));
      const bool free = plot_.contains(box) &&
                        std::ranges::none_of(taken_, [&](const QRectF& other) { return other.intersects(box); });
      if (!free) continue;
      taken_.push_back(box);
      QColor ground = style_.theme.background;
      ground.setAlphaF(0.8F);
      painter_.fillRect(box, ground);
      painter_.setPen(style_.theme.text);
      painter_.drawText(box, Qt::AlignCenter, text);
      return;
    }
  }

 private:
  QPainter& painter_;
  QRectF plot_;
  const DrawStyle& style_;
  QFontMetricsF metrics_;
  std::vector<QRectF> taken_;
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

void paintContourLines(QPainter& painter, const ContourMap& map, const FrontLayout& layout, const DrawStyle& style) {
  painter.setFont(style.smallFont);
  Labels labels(painter, layout.frame.plot, style);
  paintLevels(painter, map.levels, layout, QPen(style.theme.text, 1.2), labels,
              [&](double level) { return contourText(map, level); });
  paintLevels(painter, map.areas, layout, areaPen(style), labels,
              [](double area) { return tr("%1 mm²").arg(shortNumber(area)); });
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
