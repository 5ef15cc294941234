#include "widgets/waterfall/waterfall_paint.h"

#include <algorithm>

#include <QFontMetricsF>

#include "widgets/common/format.h"
#include "widgets/common/palette.h"
#include "widgets/common/text.h"
#include "widgets/pareto/pareto_layout.h"

namespace fusewright {
namespace {

/// Vermilion and blue of the Okabe-Ito set: told apart by all, and by sign in the text beside them.
QColor colourOf(WaterfallTone tone, const Theme& theme) {
  switch (tone) {
    case WaterfallTone::Total:
      return theme.axis;
    case WaterfallTone::Slower:
      return QColor(0xD55E00);
    case WaterfallTone::Faster:
      return theme.mode == ThemeMode::Dark ? QColor(0x56B4E9) : QColor(0x0072B2);
    case WaterfallTone::Same:
    case WaterfallTone::Failed:
      return theme.mutedText;
  }
  return theme.axis;
}

void paintAxis(QPainter& painter, const WaterfallPicture& picture, const DrawStyle& style) {
  const PlotAxis axis{.from = 0,
                      .to = picture.mostCycles,
                      .start = picture.plot.left(),
                      .length = picture.plot.width(),
                      .scale = AxisScale::Linear};
  const QFontMetricsF metrics(style.smallFont);
  painter.setFont(style.smallFont);
  double labelsEnd = picture.plot.left() - 40;
  for (const double value : axisTicks(axis)) {
    const double at = axis.toPixel(value);
    painter.setPen(QPen(style.theme.grid, 0.6));
    painter.drawLine(QPointF(at, picture.plot.top()), QPointF(at, picture.plot.bottom()));
    // The axis says that it is in cycles: "20.0k".
    QString label = formatCycles(Cycles(value)).brief.remove(QLatin1Char(' '));
    label.truncate(label.indexOf(QLatin1String("cycle")));
    const double half = metrics.horizontalAdvance(label) / 2;
    if (at - half < labelsEnd) continue;
    labelsEnd = at + half + metrics.horizontalAdvance(QLatin1Char(' '));
    painter.setPen(style.theme.text);
    painter.drawText(QRectF(at - half - 1, picture.plot.bottom() + 2, 2 * half + 2, metrics.height()), Qt::AlignCenter,
                     label);
  }
  const QRectF& line = picture.lines.front().strip;
  painter.setPen(style.theme.text);
  painter.drawText(
      QRectF(line.left(), picture.plot.bottom() + 2 + metrics.height(), line.width(), metrics.height() + 2),
      Qt::AlignCenter, tr("latency (cycles); thin bars: each repair alone"));
}

void paintLine(QPainter& painter, const WaterfallLine& line, const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  const bool total = line.tone == WaterfallTone::Total;
  QFont font = style.smallFont;
  font.setBold(total);
  painter.setFont(font);
  painter.setPen(style.theme.text);
  painter.drawText(line.nameBox, Qt::AlignRight | Qt::AlignVCenter,
                   QFontMetricsF(font).elidedText(line.name, Qt::ElideRight, line.nameBox.width()));
  painter.setPen(Qt::NoPen);
  if (!line.bar.isEmpty()) {
    painter.setBrush(colourOf(line.tone, style.theme));
    painter.drawRect(line.bar);
  }
  if (!line.aloneBar.isEmpty()) {
    painter.setBrush(style.theme.mutedText);
    painter.drawRect(line.aloneBar);
  }
  painter.setPen(line.tone == WaterfallTone::Failed ? style.theme.danger : style.theme.text);
  painter.drawText(line.valueBox, Qt::AlignLeft | Qt::AlignVCenter,
                   QFontMetricsF(font).elidedText(line.value, Qt::ElideRight, line.valueBox.width()));
}

}  // namespace

WaterfallSizes waterfallSizes(std::span<const WaterfallRow> rows, const DrawStyle& style, double width) {
  const QFontMetricsF metrics(style.smallFont);
  double widest = 0;
  for (const WaterfallLine& line : layOutWaterfall(rows, QRectF(0, 0, 1000, 1000)).lines)
    widest = std::max(widest, metrics.horizontalAdvance(line.name));
  return {.nameWidth = std::min(widest + 12, width * 0.42),
          .valueWidth = std::min(metrics.horizontalAdvance(QStringLiteral("+123.4 kcycles")) + 8, width * 0.3),
          .axisHeight = 2 * metrics.height() + 6};
}

void renderWaterfall(QPainter& painter, const QRectF& area, std::span<const WaterfallRow> rows, const DrawStyle& style,
                     const std::optional<Assumptions>& marked) {
  const WaterfallPicture picture = layOutWaterfall(rows, area, waterfallSizes(rows, style, area.width()));
  if (picture.lines.empty()) return;
  paintAxis(painter, picture, style);
  for (const WaterfallLine& line : picture.lines) paintLine(painter, line, style);
  if (!marked) return;
  // The last repair and the total that follows it are the same design; the total is marked.
  const auto isMarked = [&](const WaterfallLine& line) { return rows[line.row].assumptions == *marked; };
  const auto found = std::find_if(picture.lines.rbegin(), picture.lines.rend(), isMarked);
  if (found == picture.lines.rend()) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style.theme.selection, 1));
  painter.drawRect(found->strip.adjusted(0.5, 0.5, -0.5, -0.5));
}

QSizeF waterfallFigureSize() {
  return {120, 76};
}

}  // namespace fusewright
