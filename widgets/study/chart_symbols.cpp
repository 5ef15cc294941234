// Symbols, hatches and colours of charts; panels are in chart_paint.cpp.
#include <cmath>

#include <QPolygonF>

#include "widgets/common/palette.h"
#include "widgets/common/plot_frame.h"
#include "widgets/study/chart_paint.h"

namespace fusewright {
namespace {

constexpr double kRadius = 2.6;
constexpr double kHatchDistance = 4;

/// A regular figure with its first corner on top.
QPolygonF corners(QPointF at, int count, double radius) {
  QPolygonF figure;
  for (int corner = 0; corner < count; ++corner) {
    const double angle = 2 * M_PI * corner / count - M_PI / 2;
    figure << at + radius * QPointF(std::cos(angle), std::sin(angle));
  }
  return figure;
}

QPolygonF star(QPointF at, double radius) {
  QPolygonF figure;
  for (int corner = 0; corner < 10; ++corner) {
    const double angle = M_PI * corner / 5 - M_PI / 2;
    figure << at + (corner % 2 == 0 ? radius : radius * 0.42) * QPointF(std::cos(angle), std::sin(angle));
  }
  return figure;
}

/// Parallel lines over `box`, each going `rise` up for every unit to the right.
void paintLines(QPainter& painter, const QRectF& box, double rise) {
  const double shift = std::abs(rise) * box.width();
  for (double y = std::floor((box.top() - shift) / kHatchDistance) * kHatchDistance; y < box.bottom() + shift;
       y += kHatchDistance) {
    const QLineF line = clippedLine(QLineF(box.left(), y, box.right(), y - rise * box.width()), box);
    if (!line.isNull()) painter.drawLine(line);
  }
}

void paintUprights(QPainter& painter, const QRectF& box) {
  for (double x = std::ceil(box.left() / kHatchDistance) * kHatchDistance; x < box.right(); x += kHatchDistance)
    painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()));
}

}  // namespace

QColor inkColour(int ink, const Theme& theme) {
  switch (static_cast<ChartInk>(ink)) {
    case ChartInk::Text:
      return theme.text;
    case ChartInk::Muted:
      return theme.axis;
    case ChartInk::Danger:
      return theme.danger;
  }
  return layerColour(static_cast<std::uint16_t>(ink), theme.mode);
}

void paintSymbol(QPainter& painter, QPointF at, ChartSymbol symbol, const QColor& colour, const QColor& background) {
  const QBrush full(colour);
  const QBrush open(background);
  painter.setPen(QPen(colour, 1));
  switch (symbol) {
    case ChartSymbol::None:
      return;
    case ChartSymbol::Disc:
    case ChartSymbol::Ring:
      painter.setBrush(symbol == ChartSymbol::Disc ? full : open);
      painter.drawEllipse(at, kRadius, kRadius);
      return;
    case ChartSymbol::Square:
    case ChartSymbol::OpenSquare:
      painter.setBrush(symbol == ChartSymbol::Square ? full : open);
      painter.drawRect(
          QRectF(at - QPointF(kRadius, kRadius), at + QPointF(kRadius, kRadius)).adjusted(.3, .3, -.3, -.3));
      return;
    case ChartSymbol::Triangle:
    case ChartSymbol::OpenTriangle:
      painter.setBrush(symbol == ChartSymbol::Triangle ? full : open);
      painter.drawPolygon(corners(at, 3, kRadius * 1.3));
      return;
    case ChartSymbol::Diamond:
      painter.setBrush(full);
      painter.drawPolygon(corners(at, 4, kRadius * 1.3));
      return;
    case ChartSymbol::Cross:
      painter.setPen(QPen(colour, 1.2));
      painter.drawLine(at + QPointF(-2.4, -2.4), at + QPointF(2.4, 2.4));
      painter.drawLine(at + QPointF(-2.4, 2.4), at + QPointF(2.4, -2.4));
      return;
    case ChartSymbol::Frame:
      painter.setBrush(Qt::NoBrush);
      painter.drawRect(QRectF(at - QPointF(3.6, 3.6), at + QPointF(3.6, 3.6)));
      return;
    case ChartSymbol::Star:
      painter.setPen(QPen(background, 0.6));
      painter.setBrush(full);
      painter.drawPolygon(star(at, kRadius * 2.1));
      return;
  }
}

void paintHatched(QPainter& painter, const QRectF& box, const ChartLook& look, const Theme& theme) {
  const QColor colour = inkColour(look.ink, theme);
  painter.fillRect(box, colour);
  painter.setPen(QPen(textOn(colour) == QColor(Qt::white) ? blended(Qt::white, colour, 0.5) : colour.darker(150), 0.7));
  switch (look.hatch) {
    case ChartHatch::None:
      break;
    case ChartHatch::Rising:
      paintLines(painter, box, 1);
      break;
    case ChartHatch::Falling:
      paintLines(painter, box, -1);
      break;
    case ChartHatch::Level:
      paintLines(painter, box, 0);
      break;
    case ChartHatch::Upright:
      paintUprights(painter, box);
      break;
    case ChartHatch::Crossed:
      paintLines(painter, box, 1);
      paintLines(painter, box, -1);
      break;
  }
  painter.setPen(QPen(colour.darker(140), 0.6));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(box);
}

}  // namespace fusewright
