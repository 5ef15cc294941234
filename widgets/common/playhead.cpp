#include "widgets/common/playhead.h"

#include <cmath>

#include <QFontMetricsF>

#include "widgets/common/format.h"

namespace fusewright {

void paintPlayhead(QPainter& painter, const TimeAxis& axis, double cycle, const QRectF& plot, double rulerHeight,
                   const DrawStyle& style) {
  const double x = std::round(axis.toPixel(cycle)) + 0.5;
  if (x < plot.left() - 1 || x > plot.right() + 1) return;
  const double foot = plot.top();
  const double top = foot - rulerHeight + 1;
  painter.setPen(QPen(style.theme.text, 1.4));
  painter.drawLine(QPointF(x, foot - 4), QPointF(x, plot.bottom()));
  const QString text = formatCycles(Cycles(std::round(cycle))).exact;
  const QFontMetricsF metrics(style.smallFont);
  QRectF label(x + 8, top, metrics.horizontalAdvance(text) + 8, rulerHeight - 4);
  if (label.right() > plot.right()) label.moveRight(x - 8);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(style.theme.text);
  painter.drawPolygon(QPolygonF({{x - 6, top}, {x + 6, top}, {x + 6, foot - 10}, {x, foot - 3}, {x - 6, foot - 10}}));
  painter.drawRoundedRect(label, 3, 3);
  painter.setPen(style.theme.background);
  painter.setFont(style.smallFont);
  painter.drawText(label, Qt::AlignCenter, text);
  painter.restore();
}

}  // namespace fusewright
