#include "widgets/study/chart_layout.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QFontMetricsF>

#include "widgets/common/format.h"
#include "widgets/common/time_axis.h"

namespace fusewright {
namespace {

constexpr double kGap = 4;
constexpr double kKeyWidth = 20;
constexpr double kBarShare = 0.72;  ///< of the distance between places
constexpr double kSpanShare = 0.7;
/// Pixels between ticks along, and up.
constexpr double kTickDistance = 24;
constexpr double kRowDistance = 15;
/// Length for which label widths are estimated before the plot's own is known.
constexpr double kGuessedLength = 90;

std::vector<double> tickValues(const PlotAxis& axis);

/// Room around a plot.
struct Margins {
  double left = 0;
  double right = 0;
  double top = 0;
  double bottom = 0;
};

/// Powers of ten, with 2 and 5 or 3 between them where there is room; over less than half a decade, even steps.
std::vector<double> logarithmicTicks(const PlotAxis& axis) {
  const double decades = std::log10(axis.to / axis.from);
  const double perDecade = std::abs(axis.length) / decades;
  if (decades < 0.5) {
    PlotAxis even = axis;
    even.scale = AxisScale::Linear;
    return tickValues(even);
  }
  std::vector<double> digits{1};
  if (perDecade > 60) {
    digits = {1, 2, 5};
  } else if (perDecade > 40) {
    digits = {1, 3};
  }
  const double every = std::max(1.0, std::ceil(kTickDistance / perDecade));
  std::vector<double> ticks;
  for (double power = std::floor(std::log10(axis.from)); power <= std::log10(axis.to); ++power) {
    if (std::fmod(std::abs(power), every) != 0) continue;
    for (const double digit : digits) ticks.push_back(digit * std::pow(10.0, power));
  }
  return ticks;
}

std::vector<double> tickValues(const PlotAxis& axis) {
  if (axis.scale == AxisScale::Logarithmic) return logarithmicTicks(axis);
  const double distance = axis.length < 0 ? kRowDistance : kTickDistance;
  const double step = niceStep((axis.to - axis.from) / std::max(2.0, std::abs(axis.length) / distance));
  std::vector<double> ticks;
  for (double index = std::ceil(axis.from / step); index * step <= axis.to; ++index) ticks.push_back(index * step);
  return ticks;
}

/// Short enough for an axis: 0.5, 20, 16 k, 3 T.
QString tickText(double value) {
  struct Magnitude {
    double factor;
    const char* letter;
  };
  static constexpr std::array kMagnitudes{Magnitude{1e15, "P"}, Magnitude{1e12, "T"}, Magnitude{1e9, "G"},
                                          Magnitude{1e6, "M"}, Magnitude{1e3, "k"}};
  for (const Magnitude& magnitude : kMagnitudes) {
    const double threshold = magnitude.factor == 1e3 ? 1e5 : magnitude.factor;
    if (std::abs(value) >= threshold * (1 - 1e-9))
      return shortNumber(value / magnitude.factor) + QLatin1String(magnitude.letter);
  }
  return shortNumber(value);
}

double labelWidth(const ChartAxis& axis, const QFontMetricsF& metrics) {
  if (!axis.labelled) return 0;
  double width = 0;
  const PlotAxis guess{.from = axis.from, .to = axis.to, .start = 0, .length = kGuessedLength, .scale = axis.scale};
  for (const ChartTick& tick : chartTicks(axis, guess)) width = std::max(width, metrics.horizontalAdvance(tick.label));
  return width;
}

Margins marginsOf(const ChartPanel& panel, const ChartFonts& fonts) {
  const QFontMetricsF text(fonts.text);
  const QFontMetricsF title(fonts.title);
  const auto side = [&](const ChartAxis& axis) {
    return labelWidth(axis, text) + (axis.labelled ? kGap : 0) + (axis.title.isEmpty() ? 0 : title.height() + 1);
  };
  Margins margins{.left = side(panel.y), .right = 3, .top = 3, .bottom = 2};
  if (panel.right) margins.right = side(*panel.right);
  if (!panel.title.isEmpty()) margins.top = title.height() + 2;
  if (panel.x.labelled) margins.bottom = text.height() + kGap;
  if (!panel.x.title.isEmpty()) margins.bottom += title.height();
  return margins;
}

std::vector<PlacedLegend> placeLegend(const StudyChart& chart, const QRectF& area, const QFont& font) {
  const QFontMetricsF metrics(font);
  std::vector<PlacedLegend> placed;
  double x = area.left();
  double y = area.top();
  for (const LegendEntry& entry : chart.legend) {
    const double width = metrics.horizontalAdvance(entry.text) + 2;
    if (x > area.left() && x + kKeyWidth + kGap + width > area.right()) {
      x = area.left();
      y += metrics.height() + 1;
    }
    placed.push_back({.entry = &entry,
                      .key = QRectF(x, y, kKeyWidth, metrics.height()),
                      .text = QRectF(x + kKeyWidth + kGap, y, width, metrics.height())});
    x += kKeyWidth + kGap + width + 2 * kGap;
  }
  return placed;
}

PlotAxis pixelsOf(const ChartAxis& axis, double start, double length) {
  return {.from = axis.from, .to = axis.to, .start = start, .length = length, .scale = axis.scale};
}

PlacedPanel placePanel(const ChartPanel& panel, const QRectF& plot) {
  return {.panel = &panel,
          .plot = plot,
          .x = pixelsOf(panel.x, plot.left(), plot.width()),
          // Named rows read from top to bottom.
          .y = panel.y.places.empty() ? pixelsOf(panel.y, plot.bottom(), -plot.height())
                                      : pixelsOf(panel.y, plot.top(), plot.height())};
}

/// Margins left and right of each column, wide enough for every row that has as many panels.
Margins columnMargins(const StudyChart& chart, std::size_t panels, std::size_t column, const ChartFonts& fonts) {
  Margins most;
  for (const ChartRow& row : chart.rows) {
    if (row.panels.size() != panels) continue;
    const Margins margins = marginsOf(row.panels[column], fonts);
    most.left = std::max(most.left, margins.left);
    most.right = std::max(most.right, margins.right);
  }
  return most;
}

std::vector<PlacedPanel> placeRow(const StudyChart& chart, const ChartRow& row, const QRectF& area,
                                  const ChartFonts& fonts) {
  std::vector<Margins> margins;
  double taken = 0;
  Margins edge;
  for (std::size_t column = 0; column < row.panels.size(); ++column) {
    Margins own = columnMargins(chart, row.panels.size(), column, fonts);
    const Margins vertical = marginsOf(row.panels[column], fonts);
    edge.top = std::max(edge.top, vertical.top);
    edge.bottom = std::max(edge.bottom, vertical.bottom);
    if (column + 1 < row.panels.size()) own.right += kGap;
    taken += own.left + own.right;
    margins.push_back(own);
  }
  const double width = std::max((area.width() - taken) / static_cast<double>(row.panels.size()), 1.0);
  const double height = std::max(area.height() - edge.top - edge.bottom, 1.0);
  std::vector<PlacedPanel> placed;
  double x = area.left();
  for (std::size_t column = 0; column < row.panels.size(); ++column) {
    x += margins[column].left;
    placed.push_back(placePanel(row.panels[column], QRectF(x, area.top() + edge.top, width, height)));
    x += width + margins[column].right;
  }
  return placed;
}

}  // namespace

ChartFonts chartFonts(const DrawStyle& style) {
  if (style.medium == Medium::Screen) return {.text = style.smallFont, .title = style.font};
  // 10 units of 1/96 inch are 7.5 pt. SVG files do not carry the width of a font, so it is left as it is.
  ChartFonts fonts{.text = style.font, .title = style.font};
  fonts.text.setFamily(QStringLiteral("DejaVu Sans"));
  fonts.text.setPixelSize(10);
  fonts.title = fonts.text;
  return fonts;
}

PlacedChart layOutChart(const StudyChart& chart, const QRectF& area, const ChartFonts& fonts) {
  PlacedChart placed{.panels = {}, .legend = placeLegend(chart, area, fonts.text), .note = {}};
  QRectF rest = area;
  if (!placed.legend.empty()) rest.setTop(placed.legend.back().text.bottom() + kGap);
  if (!chart.note.isEmpty()) {
    const QRectF needed = QFontMetricsF(fonts.text).boundingRect(rest, Qt::TextWordWrap, chart.note);
    placed.note = QRectF(rest.left(), rest.bottom() - needed.height(), rest.width(), needed.height());
    rest.setBottom(placed.note.top() - kGap / 2);
  }
  double total = 0;
  for (const ChartRow& row : chart.rows) total += row.height;
  double top = rest.top();
  for (const ChartRow& row : chart.rows) {
    const double height = rest.height() * row.height / total;
    for (PlacedPanel& panel : placeRow(chart, row, QRectF(rest.left(), top, rest.width(), height), fonts))
      placed.panels.push_back(panel);
    top += height;
  }
  return placed;
}

QRectF markBox(const PlacedPanel& placed, const ChartSeries& series, const ChartMark& mark) {
  if (series.kind == SeriesKind::Spans) {
    const double half = std::abs(placed.y.toPixel(1) - placed.y.toPixel(0)) * kSpanShare / 2;
    const double middle = placed.y.toPixel(mark.y);
    const QRectF box(QPointF(placed.x.toPixel(mark.x), middle - half),
                     QPointF(placed.x.toPixel(mark.other), middle + half));
    return box.normalized().intersected(placed.plot);
  }
  const double half = std::abs(placed.x.toPixel(1) - placed.x.toPixel(0)) * kBarShare / 2;
  const double middle = placed.x.toPixel(mark.x);
  const QRectF box(QPointF(middle - half, placed.y.toPixel(mark.y)),
                   QPointF(middle + half, placed.y.toPixel(mark.other)));
  return box.normalized().intersected(placed.plot);
}

std::optional<MarkPlace> markAt(const PlacedChart& placed, QPointF position, double reach) {
  std::optional<MarkPlace> nearest;
  double least = reach * reach;
  for (std::size_t panel = 0; panel < placed.panels.size(); ++panel) {
    const PlacedPanel& where = placed.panels[panel];
    if (!where.plot.adjusted(-reach, -reach, reach, reach).contains(position)) continue;
    for (std::size_t series = 0; series < where.panel->series.size(); ++series) {
      const ChartSeries& shown = where.panel->series[series];
      for (std::size_t mark = 0; mark < shown.marks.size(); ++mark) {
        if (shown.marks[mark].tip.isEmpty()) continue;
        const MarkPlace place{panel, series, mark};
        if (shown.kind == SeriesKind::Bars || shown.kind == SeriesKind::Spans) {
          const QRectF box = markBox(where, shown, shown.marks[mark]);
          if (box.contains(position)) return place;
          // What is thin, or has its number above it, can be hit beside it as well.
          if (!nearest && box.adjusted(0, -reach, 0, 0).contains(position)) nearest = place;
          continue;
        }
        const QPointF away = where.at(shown.marks[mark].x, shown.marks[mark].y) - position;
        const double distance = QPointF::dotProduct(away, away);
        if (distance > least) continue;
        least = distance;
        nearest = place;
      }
    }
  }
  return nearest;
}

std::vector<ChartTick> chartTicks(const ChartAxis& axis, const PlotAxis& pixels) {
  std::vector<ChartTick> ticks;
  for (std::size_t place = 0; place < axis.places.size(); ++place)
    ticks.push_back({static_cast<double>(place), axis.places[place]});
  if (!axis.places.empty()) return ticks;
  for (const double value : axis.ticks.empty() ? tickValues(pixels) : axis.ticks) {
    if (value >= axis.from && value <= axis.to) ticks.push_back({value, tickText(value)});
  }
  return ticks;
}

}  // namespace fusewright
