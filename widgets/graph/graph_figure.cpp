// The key of colours and the graph as a figure; the graph itself is painted in graph_paint.cpp.
#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLinearGradient>

#include "widgets/graph/graph_paint.h"

namespace fusewright {
namespace {

constexpr double kMargin = 8;
constexpr double kScaleWidth = 120;
constexpr double kKeyHeight = 40;
constexpr double kUnitsPerMm = 96 / 25.4;
constexpr double kDotsPerUnit = 300.0 / 96;
constexpr double kMostDots = 30'000;  ///< along one side: what Qt's rasteriser can draw
constexpr double kMostPixels = 80e6;

/// Where the entries of a key stand, from its upper left corner on, in as many lines as they need.
struct KeyPlaces {
  std::vector<QPointF> at;  ///< by entry
  QSizeF size;
};

KeyPlaces placeEntries(const GraphShade& shade, double line, double room, const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  KeyPlaces places;
  QPointF next(0, 0);
  for (const KeyEntry& entry : shade.key) {
    const double width = line * 0.8 + metrics.horizontalAdvance(entry.text) + 2;
    if (next.x() > 0 && next.x() + width > room) next = QPointF(0, next.y() + line);
    places.at.push_back(next);
    next.rx() += width + line * 0.6;
    places.size = {std::max(places.size.width(), next.x()), next.y() + line};
  }
  return places;
}

/// A square and a text for each entry.
void paintEntries(QPainter& painter, const GraphShade& shade, QPointF from, const KeyPlaces& places, double line,
                  const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  for (std::size_t index = 0; index < shade.key.size(); ++index) {
    const KeyEntry& entry = shade.key[index];
    const QPointF at = from + places.at[index];
    painter.fillRect(QRectF(at.x(), at.y() + line * 0.2, line * 0.6, line * 0.6), entry.colour);
    painter.drawText(QRectF(at.x() + line * 0.8, at.y(), metrics.horizontalAdvance(entry.text) + 2, line),
                     Qt::AlignLeft | Qt::AlignVCenter, entry.text);
  }
}

/// A strip whose colours run from the first entry's to the last one's, their texts at its ends.
void paintScale(QPainter& painter, const GraphShade& shade, QPointF at, double height, const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  const double from = metrics.horizontalAdvance(shade.key.front().text) + 6;
  painter.drawText(QRectF(at.x(), at.y(), from, height), Qt::AlignLeft | Qt::AlignVCenter, shade.key.front().text);
  const QRectF strip(at.x() + from, at.y() + height * 0.2, kScaleWidth, height * 0.6);
  QLinearGradient gradient(strip.topLeft(), strip.topRight());
  for (int step = 0; step <= 8; ++step) gradient.setColorAt(step / 8.0, heatColour(step / 8.0, style.theme.mode));
  painter.fillRect(strip, gradient);
  const QString& text = shade.key.back().text;
  painter.drawText(QRectF(strip.right() + 6, at.y(), metrics.horizontalAdvance(text) + 2, height),
                   Qt::AlignLeft | Qt::AlignVCenter, text);
}

double scaleWidth(const GraphShade& shade, const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  return metrics.horizontalAdvance(shade.key.front().text + shade.key.back().text) + kScaleWidth + 14;
}

/// The entries of the key of a drawing as wide as `area`, and the size of all of it with its title and margins.
KeyPlaces placeKey(const GraphShade& shade, const QRectF& area, const DrawStyle& style) {
  if (shade.key.empty()) return {};
  const QFontMetricsF metrics(style.smallFont);
  const double line = metrics.height() + 2;
  KeyPlaces places = placeEntries(shade, line, area.width() - 2 * kMargin - 12, style);
  if (shade.isScale) places.size = {scaleWidth(shade, style), line};
  const double title = metrics.horizontalAdvance(shade.title) + 10;
  places.size = {std::max(title, places.size.width()) + 12, line + places.size.height() + 6};
  return places;
}

}  // namespace

double keyHeight(const GraphShade& shade, const QRectF& area, const DrawStyle& style) {
  return shade.key.empty() ? 0 : placeKey(shade, area, style).size.height() + kMargin;
}

QRectF paintKey(QPainter& painter, const GraphShade& shade, const QRectF& area, const DrawStyle& style) {
  if (shade.key.empty()) return {};
  const QFontMetricsF metrics(style.smallFont);
  const double line = metrics.height() + 2;
  const KeyPlaces places = placeKey(shade, area, style);
  QRectF place(QPointF(0, 0), places.size);
  place.moveBottomLeft(area.bottomLeft() + QPointF(kMargin, -kMargin));
  painter.save();
  QColor veil = style.theme.background;
  veil.setAlphaF(0.86F);
  painter.setPen(Qt::NoPen);
  painter.setBrush(veil);
  painter.drawRoundedRect(place, 4, 4);
  painter.setFont(style.smallFont);
  painter.setPen(style.theme.mutedText);
  painter.drawText(QRectF(place.left() + 6, place.top() + 2, place.width() - 6, line), Qt::AlignLeft | Qt::AlignVCenter,
                   shade.title);
  painter.setPen(style.theme.text);
  const QPointF at(place.left() + 6, place.top() + 3 + line);
  if (shade.isScale) {
    paintScale(painter, shade, at, line, style);
  } else {
    paintEntries(painter, shade, at, places, line, style);
  }
  painter.restore();
  return place;
}

void renderGraph(QPainter& painter, const QRectF& area, const GraphScene& scene, const GraphShade& shade,
                 const std::vector<GraphHull>& hulls, const DrawStyle& style) {
  const QRectF all = QRectF(QPointF(0, 0), scene.size).adjusted(-12, -12, 12, 12);
  const double key = std::max(kKeyHeight, keyHeight(shade, area, style));
  const GraphCamera camera = GraphCamera::fitting(all, area.adjusted(0, 0, 0, -key), 1);
  // Drawn at full size and shrunk as a whole, so that labels shrink with their boxes.
  painter.save();
  painter.translate(camera.offset);
  painter.scale(camera.scale, camera.scale);
  paintGraph(painter, scene, shade, hulls, GraphCamera{}, all, style);
  painter.restore();
  paintKey(painter, shade, area, style);
}

QSizeF graphFigureSize(const GraphScene& scene) {
  const QSizeF full(std::max(scene.size.width() + 40, 420.0), scene.size.height() + 40 + kKeyHeight);
  const double longest = std::max(full.width(), full.height()) * kDotsPerUnit;
  const double pixels = full.width() * full.height() * kDotsPerUnit * kDotsPerUnit;
  const double scale = std::min({1.0, kMostDots / longest, std::sqrt(kMostPixels / pixels)});
  return full * scale / kUnitsPerMm;
}

}  // namespace fusewright
