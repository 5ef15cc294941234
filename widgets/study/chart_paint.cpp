#include "widgets/study/chart_paint.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPolygonF>

#include "widgets/common/palette.h"
#include "widgets/common/plot_frame.h"

namespace fusewright {
namespace {

constexpr double kLineWidth = 1.2;

/// What every function that draws needs.
struct Brush {
  QPainter& painter;
  const DrawStyle& style;
  const ChartFonts& fonts;
};

Qt::PenStyle penStyle(LineDash dash) {
  if (dash == LineDash::None) return Qt::NoPen;
  return dash == LineDash::Solid ? Qt::SolidLine : dash == LineDash::Dashed ? Qt::DashLine : Qt::DotLine;
}

QPen linePen(const ChartLook& look, const Theme& theme) {
  QPen pen(inkColour(look.ink, theme), kLineWidth, penStyle(look.dash), Qt::FlatCap);
  if (look.dash == LineDash::Dashed) pen.setDashPattern({4, 2.5});
  if (look.dash == LineDash::Dotted) pen.setDashPattern({1.2, 2});
  return pen;
}

void paintXTicks(const Brush& brush, const PlacedPanel& placed) {
  const QFontMetricsF metrics(brush.fonts.text);
  double free = placed.plot.left() - 20;
  for (const ChartTick& tick : chartTicks(placed.panel->x, placed.x)) {
    const double at = placed.x.toPixel(tick.value);
    if (placed.panel->x.places.empty()) {
      brush.painter.setPen(QPen(brush.style.theme.grid, 0.6));
      brush.painter.drawLine(QPointF(at, placed.plot.top()), QPointF(at, placed.plot.bottom()));
    }
    const double half = metrics.horizontalAdvance(tick.label) / 2;
    if (!placed.panel->x.labelled || at - half < free) continue;
    free = at + half + 3;
    brush.painter.setPen(brush.style.theme.text);
    brush.painter.drawText(QRectF(at - half - 1, placed.plot.bottom() + 2, 2 * half + 2, metrics.height()),
                           Qt::AlignCenter, tick.label);
  }
}

/// Labels at the left of the plot, or at its right for another scale of the same values.
void paintYTicks(const Brush& brush, const PlacedPanel& placed, const ChartAxis& axis, Qt::Edge edge) {
  const QFontMetricsF metrics(brush.fonts.text);
  PlotAxis pixels = placed.y;
  pixels.from = axis.from;
  pixels.to = axis.to;
  const bool left = edge == Qt::LeftEdge;
  for (const ChartTick& tick : chartTicks(axis, pixels)) {
    const double at = pixels.toPixel(tick.value);
    if (left && axis.places.empty()) {
      brush.painter.setPen(QPen(brush.style.theme.grid, 0.6));
      brush.painter.drawLine(QPointF(placed.plot.left(), at), QPointF(placed.plot.right(), at));
    }
    if (!axis.labelled) continue;
    const double width = metrics.horizontalAdvance(tick.label) + 1;
    const double x = left ? placed.plot.left() - 3 - width : placed.plot.right() + 3;
    brush.painter.setPen(brush.style.theme.text);
    brush.painter.drawText(QRectF(x, at - metrics.height() / 2, width, metrics.height()),
                           (left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, tick.label);
  }
}

double widestLabel(const ChartAxis& axis, const PlotAxis& pixels, const QFontMetricsF& metrics) {
  double width = 0;
  if (!axis.labelled) return width;
  for (const ChartTick& tick : chartTicks(axis, pixels)) width = std::max(width, metrics.horizontalAdvance(tick.label));
  return width;
}

void paintUpright(const Brush& brush, QPointF middle, double room, const QString& text) {
  const QFontMetricsF metrics(brush.fonts.title);
  brush.painter.save();
  brush.painter.translate(middle);
  brush.painter.rotate(-90);
  const double width = std::max(room, metrics.horizontalAdvance(text)) + 2;
  brush.painter.drawText(QRectF(-width / 2, -metrics.height() / 2, width, metrics.height()), Qt::AlignCenter, text);
  brush.painter.restore();
}

void paintTitles(const Brush& brush, const PlacedPanel& placed) {
  const ChartPanel& panel = *placed.panel;
  const QFontMetricsF metrics(brush.fonts.title);
  const QFontMetricsF ticks(brush.fonts.text);
  brush.painter.setFont(brush.fonts.title);
  brush.painter.setPen(brush.style.theme.text);
  const QRectF above(placed.plot.left(), placed.plot.top() - metrics.height() - 1, placed.plot.width(),
                     metrics.height());
  brush.painter.drawText(above, Qt::AlignCenter | Qt::TextDontClip, panel.title);
  const double below = placed.plot.bottom() + (panel.x.labelled ? ticks.height() + 3 : 2);
  brush.painter.drawText(QRectF(placed.plot.left(), below, placed.plot.width(), metrics.height()),
                         Qt::AlignCenter | Qt::TextDontClip, panel.x.title);
  const double half = metrics.height() / 2;
  if (!panel.y.title.isEmpty()) {
    const double x = placed.plot.left() - widestLabel(panel.y, placed.y, ticks) - 4 - half;
    paintUpright(brush, {x, placed.plot.center().y()}, placed.plot.height(), panel.y.title);
  }
  if (panel.right && !panel.right->title.isEmpty()) {
    PlotAxis pixels = placed.y;
    pixels.from = panel.right->from;
    pixels.to = panel.right->to;
    const double x = placed.plot.right() + widestLabel(*panel.right, pixels, ticks) + 5 + half;
    paintUpright(brush, {x, placed.plot.center().y()}, placed.plot.height(), panel.right->title);
  }
}

void paintAxes(const Brush& brush, const PlacedPanel& placed) {
  brush.painter.setFont(brush.fonts.text);
  paintXTicks(brush, placed);
  paintYTicks(brush, placed, placed.panel->y, Qt::LeftEdge);
  if (placed.panel->right) paintYTicks(brush, placed, *placed.panel->right, Qt::RightEdge);
  paintTitles(brush, placed);
}

void paintBoxes(const Brush& brush, const PlacedPanel& placed, const ChartSeries& series) {
  const QFontMetricsF metrics(brush.fonts.text);
  brush.painter.setFont(brush.fonts.text);
  for (const ChartMark& mark : series.marks) {
    const QRectF box = markBox(placed, series, mark);
    if (!box.isEmpty()) paintHatched(brush.painter, box, series.look, brush.style.theme);
    if (mark.label.isEmpty()) continue;
    const double width = metrics.horizontalAdvance(mark.label) + 2;
    brush.painter.setPen(brush.style.theme.text);
    const bool upright = series.kind == SeriesKind::Bars;
    QRectF label = upright ? QRectF(box.center().x() - width / 2, box.top() - metrics.height(), width, metrics.height())
                           : QRectF(box.right() + 2, box.center().y() - metrics.height() / 2, width, metrics.height());
    if (!upright && label.right() > placed.plot.right()) label.moveRight(box.left() - 2);
    if (label.left() >= placed.plot.left() - 4) brush.painter.drawText(label, Qt::AlignCenter, mark.label);
  }
}

void paintBand(const Brush& brush, const PlacedPanel& placed, const ChartSeries& series) {
  QPolygonF outline;
  for (const ChartMark& mark : series.marks) outline << placed.at(mark.x, mark.y);
  for (auto mark = series.marks.rbegin(); mark != series.marks.rend(); ++mark)
    outline << placed.at(mark->x, mark->other);
  QColor fill = inkColour(series.look.ink, brush.style.theme);
  fill = blended(fill, brush.style.theme.background, 0.3);
  brush.painter.setPen(Qt::NoPen);
  brush.painter.setBrush(fill);
  brush.painter.drawPolygon(outline);
}

void paintLine(const Brush& brush, const PlacedPanel& placed, const ChartSeries& series) {
  brush.painter.setPen(linePen(series.look, brush.style.theme));
  QPolygonF path;
  for (const ChartMark& mark : series.marks) {
    const QPointF at = placed.at(mark.x, mark.y);
    if (series.kind == SeriesKind::Steps && !path.isEmpty()) path << QPointF(at.x(), path.back().y());
    path << at;
  }
  if (series.look.dash != LineDash::None) {
    // One path, so that dashes do not begin anew at each corner; what leaves the plot is cut off line by line.
    const QRectF box = placed.plot.adjusted(-0.5, -0.5, 0.5, 0.5);
    const bool inside = std::ranges::all_of(path, [&](QPointF point) { return box.contains(point); });
    if (inside) brush.painter.drawPolyline(path);
    for (qsizetype corner = 1; !inside && corner < path.size(); ++corner) {
      const QLineF line = clippedLine(QLineF(path[corner - 1], path[corner]), placed.plot);
      if (!line.isNull()) brush.painter.drawLine(line);
    }
  }
  brush.painter.setFont(brush.fonts.text);
  const QFontMetricsF metrics(brush.fonts.text);
  for (const ChartMark& mark : series.marks) {
    const QPointF at = placed.at(mark.x, mark.y);
    if (!placed.plot.adjusted(-1, -1, 1, 1).contains(at)) continue;
    paintSymbol(brush.painter, at, series.look.symbol, inkColour(series.look.ink, brush.style.theme),
                brush.style.theme.background);
    if (mark.label.isEmpty()) continue;
    const double width = metrics.horizontalAdvance(mark.label) + 2;
    QRectF label(at.x() + 5, at.y() - metrics.height() / 2, width, metrics.height());
    if (label.right() > placed.plot.right()) label.moveRight(at.x() - 5);
    brush.painter.setPen(brush.style.theme.text);
    brush.painter.drawText(label, Qt::AlignCenter, mark.label);
  }
}

void paintSeries(const Brush& brush, const PlacedPanel& placed, const ChartSeries& series) {
  if (series.kind == SeriesKind::Band) return paintBand(brush, placed, series);
  if (series.kind == SeriesKind::Line || series.kind == SeriesKind::Steps) return paintLine(brush, placed, series);
  paintBoxes(brush, placed, series);
}

void paintPanel(const Brush& brush, const PlacedPanel& placed) {
  paintAxes(brush, placed);
  for (const ChartSeries& series : placed.panel->series) paintSeries(brush, placed, series);
  brush.painter.setPen(QPen(brush.style.theme.axis, 0.8));
  brush.painter.setBrush(Qt::NoBrush);
  brush.painter.drawRect(placed.plot);
}

void paintLegend(const Brush& brush, const PlacedLegend& placed) {
  const LegendEntry& entry = *placed.entry;
  const Theme& theme = brush.style.theme;
  const QRectF sample = placed.key.adjusted(2, 2, -2, -2);
  if (entry.kind == SeriesKind::Line || entry.kind == SeriesKind::Steps) {
    brush.painter.setPen(linePen(entry.look, theme));
    if (entry.look.dash != LineDash::None)
      brush.painter.drawLine(QPointF(placed.key.left(), sample.center().y()),
                             QPointF(placed.key.right(), sample.center().y()));
    paintSymbol(brush.painter, sample.center(), entry.look.symbol, inkColour(entry.look.ink, theme), theme.background);
  } else if (entry.kind == SeriesKind::Band) {
    brush.painter.fillRect(sample, blended(inkColour(entry.look.ink, theme), theme.background, 0.3));
  } else {
    paintHatched(brush.painter, sample, entry.look, theme);
  }
  brush.painter.setFont(brush.fonts.text);
  brush.painter.setPen(theme.text);
  brush.painter.drawText(placed.text, Qt::AlignLeft | Qt::AlignVCenter, entry.text);
}

void paintMarked(const Brush& brush, const PlacedChart& placed, const MarkPlace& place) {
  const PlacedPanel& panel = placed.panels[place.panel];
  const ChartSeries& series = panel.panel->series[place.series];
  const ChartMark& mark = series.marks[place.mark];
  brush.painter.setPen(QPen(brush.style.theme.selection, 1.6));
  brush.painter.setBrush(Qt::NoBrush);
  if (series.kind == SeriesKind::Bars || series.kind == SeriesKind::Spans) {
    brush.painter.drawRect(markBox(panel, series, mark));
  } else {
    brush.painter.drawEllipse(panel.at(mark.x, mark.y), 6, 6);
  }
}

}  // namespace

void renderChart(QPainter& painter, const QRectF& area, const StudyChart& chart, const DrawStyle& style,
                 const std::optional<MarkPlace>& marked) {
  const ChartFonts fonts = chartFonts(style);
  const Brush brush{painter, style, fonts};
  const PlacedChart placed = layOutChart(chart, area, fonts);
  for (const PlacedLegend& entry : placed.legend) paintLegend(brush, entry);
  for (const PlacedPanel& panel : placed.panels) paintPanel(brush, panel);
  painter.setFont(fonts.text);
  painter.setPen(style.theme.mutedText);
  painter.drawText(placed.note, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, chart.note);
  if (marked) paintMarked(brush, placed, *marked);
}

}  // namespace fusewright
