#include "widgets/common/plot_frame.h"

#include <array>

#include <QFontMetricsF>

#include "widgets/common/format.h"

namespace fusewright {

PlotFrame layOutFrame(const QRectF& area, PlotAxis x, PlotAxis y) {
  PlotFrame frame{.plot = area.adjusted(52, 6, -10, -32), .x = x, .y = y};
  frame.x.start = frame.plot.left();
  frame.x.length = frame.plot.width();
  frame.y.start = frame.plot.bottom();
  frame.y.length = -frame.plot.height();
  return frame;
}

void paintFrame(QPainter& painter, const PlotFrame& frame, const QString& xTitle, const QString& yTitle,
                const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  painter.setFont(style.smallFont);
  double labelsEnd = 0;  // labels that would run into each other are left out
  for (const double value : axisTicks(frame.x)) {
    const double at = frame.x.toPixel(value);
    const QString label = shortNumber(value);
    const double half = metrics.horizontalAdvance(label) / 2;
    painter.setPen(QPen(style.theme.grid, 0.6));
    painter.drawLine(QPointF(at, frame.plot.top()), QPointF(at, frame.plot.bottom()));
    if (at - half < labelsEnd || at + half > frame.plot.right() + 10) continue;
    labelsEnd = at + half + metrics.horizontalAdvance(QLatin1Char(' '));
    painter.setPen(style.theme.text);
    painter.drawText(QRectF(at - half - 1, frame.plot.bottom() + 3, 2 * half + 2, metrics.height()), Qt::AlignCenter,
                     label);
  }
  for (const double value : axisTicks(frame.y)) {
    const double at = frame.y.toPixel(value);
    painter.setPen(QPen(style.theme.grid, 0.6));
    painter.drawLine(QPointF(frame.plot.left(), at), QPointF(frame.plot.right(), at));
    painter.setPen(style.theme.text);
    painter.drawText(QRectF(frame.plot.left() - 40, at - metrics.height() / 2, 36, metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, shortNumber(value));
  }
  painter.setPen(QPen(style.theme.axis, 0.8));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(frame.plot);
  painter.setPen(style.theme.text);
  painter.drawText(QRectF(frame.plot.left(), frame.plot.bottom() + 16, frame.plot.width(), metrics.height() + 2),
                   Qt::AlignCenter, xTitle);
  painter.save();
  painter.translate(frame.plot.left() - 46, frame.plot.center().y());
  painter.rotate(-90);
  painter.drawText(QRectF(-frame.plot.height() / 2, -metrics.height() / 2, frame.plot.height(), metrics.height()),
                   Qt::AlignCenter, yTitle);
  painter.restore();
}

void paintLegendGround(QPainter& painter, const QRectF& box, const DrawStyle& style) {
  QColor ground = style.theme.background;
  ground.setAlphaF(0.85F);
  painter.setPen(QPen(style.theme.grid, 1));
  painter.setBrush(ground);
  painter.drawRect(box);
}

QLineF clippedLine(const QLineF& line, const QRectF& box) {
  double first = 0;
  double last = 1;
  const std::array<double, 4> directions{-line.dx(), line.dx(), -line.dy(), line.dy()};
  const std::array<double, 4> distances{line.x1() - box.left(), box.right() - line.x1(), line.y1() - box.top(),
                                        box.bottom() - line.y1()};
  for (std::size_t side = 0; side < directions.size(); ++side) {
    if (directions[side] == 0) {
      if (distances[side] < 0) return {};
      continue;
    }
    const double at = distances[side] / directions[side];
    if (directions[side] < 0) {
      first = std::max(first, at);
    } else {
      last = std::min(last, at);
    }
  }
  return first <= last ? QLineF(line.pointAt(first), line.pointAt(last)) : QLineF();
}

}  // namespace fusewright
