#include "widgets/breakdown/bar_paint.h"

#include <algorithm>

#include <QFontMetricsF>

#include "widgets/common/palette.h"
#include "widgets/common/text.h"
#include "widgets/common/time_uses.h"

namespace fusewright {
namespace {

QString valueText(const BarTable& table, const BarRow& row, double total) {
  if (table.stacking == BarStacking::SideBySide) {
    QStringList texts;
    for (const double value : row.values) texts << formatValue(table.unit, value).brief;
    return texts.join(QStringLiteral(" · "));
  }
  const double sum = row.total();
  const QString text = formatValue(table.unit, sum).brief;
  return total > 0 ? tr("%1 (%2)").arg(text, formatShare(sum / total).brief) : text;
}

}  // namespace

BarSizes barSizes(const BarTable& table, const DrawStyle& style, double width) {
  const QFontMetricsF metrics(style.smallFont);
  const double total = table.total();
  double name = 0;
  double value = 0;
  for (const BarRow& row : table.rows) {
    name = std::max(name, metrics.horizontalAdvance(row.name));
    value = std::max(value, metrics.horizontalAdvance(valueText(table, row, total)));
  }
  return {.nameWidth = std::min(name + 10, width * 0.4),
          .valueWidth = std::min(value + 8, width * 0.4),
          .rowHeight = metrics.height() + 5};
}

QColor seriesColour(const BarTable& table, std::size_t series, const DrawStyle& style) {
  if (series < table.seriesUses.size()) return useColour(table.seriesUses[series], style.theme.mode);
  return layerColour(static_cast<std::uint16_t>(series), style.theme.mode);
}

QColor barColour(const BarTable& table, const BarRow& row, std::size_t series, const DrawStyle& style) {
  if (row.use) return useColour(*row.use, style.theme.mode);
  const bool byRow = table.series.size() == 1;
  return byRow ? layerColour(row.colour, style.theme.mode) : seriesColour(table, series, style);
}

void paintBars(QPainter& painter, const BarTable& table, std::span<const BarLine> lines, const DrawStyle& style,
               std::optional<LayerId> selected) {
  const QFontMetricsF metrics(style.smallFont);
  const double total = table.total();
  painter.setFont(style.smallFont);
  for (const BarLine& line : lines) {
    const BarRow& row = table.rows[line.row];
    painter.setPen(style.theme.text);
    painter.drawText(line.nameBox, Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(row.name, Qt::ElideMiddle, line.nameBox.width()));
    painter.setPen(Qt::NoPen);
    for (const BarPart& part : line.parts) {
      painter.setBrush(barColour(table, row, part.series, style));
      painter.drawRect(part.box);
    }
    painter.setPen(style.theme.text);
    painter.drawText(line.valueBox, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(valueText(table, row, total), Qt::ElideRight, line.valueBox.width()));
    if (!selected || row.layer != selected) continue;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(style.theme.selection, 1.2));
    painter.drawRect(line.strip.adjusted(1, 1, -1, -1));
  }
}

double paintBarLegend(QPainter* painter, const BarTable& table, const QRectF& area, const DrawStyle& style) {
  if (table.series.size() < 2) return 0;
  const QFontMetricsF metrics(style.smallFont);
  const double side = metrics.height() * 0.6;
  const double lineHeight = metrics.height() + 3;
  double x = area.left();
  double y = area.top();
  for (qsizetype series = 0; series < table.series.size(); ++series) {
    const double width = side + 4 + metrics.horizontalAdvance(table.series[series]) + 12;
    if (x > area.left() && x + width > area.right()) {
      x = area.left();
      y += lineHeight;
    }
    if (painter != nullptr) {
      painter->setPen(Qt::NoPen);
      painter->setBrush(seriesColour(table, static_cast<std::size_t>(series), style));
      painter->drawRect(QRectF(x, y + (lineHeight - side) / 2, side, side));
      painter->setPen(style.theme.text);
      painter->setFont(style.smallFont);
      painter->drawText(QRectF(x + side + 4, y, width, lineHeight), Qt::AlignLeft | Qt::AlignVCenter,
                        table.series[series]);
    }
    x += width;
  }
  return y + lineHeight - area.top();
}

void renderBars(QPainter& painter, const QRectF& area, const BarTable& table, const DrawStyle& style) {
  const QFontMetricsF metrics(style.smallFont);
  const double legend = paintBarLegend(&painter, table, area, style);
  QRectF bars = area.adjusted(0, legend + 2, 0, 0);
  const BarSizes sizes = barSizes(table, style, area.width());
  const bool fits = barsHeight(table, sizes) <= bars.height();
  if (!fits) bars.setBottom(bars.bottom() - metrics.height() - 2);
  std::vector<BarLine> lines = layOutBars(table, bars, sizes);
  std::erase_if(lines, [&](const BarLine& line) { return line.strip.bottom() > bars.bottom() + 0.5; });
  paintBars(painter, table, lines, style);
  if (fits) return;
  painter.setPen(style.theme.mutedText);
  painter.setFont(style.smallFont);
  painter.drawText(QRectF(area.left(), area.bottom() - metrics.height(), area.width(), metrics.height()),
                   Qt::AlignCenter, tr("and %1 smaller ones").arg(table.rows.size() - lines.size()));
}

}  // namespace fusewright
