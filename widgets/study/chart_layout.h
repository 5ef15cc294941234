#pragma once

#include <optional>
#include <vector>

#include <QRectF>

#include "widgets/common/theme.h"
#include "widgets/study/chart.h"

namespace fusewright {

/// Fonts that a chart is measured and drawn with. In print nothing is below 7 pt.
struct ChartFonts {
  QFont text;   ///< tick labels, legend, note
  QFont title;  ///< panels and axes
};
[[nodiscard]] ChartFonts chartFonts(const DrawStyle& style);

struct PlacedPanel {
  const ChartPanel* panel = nullptr;
  QRectF plot;  ///< inside the axes
  PlotAxis x;
  PlotAxis y;

  [[nodiscard]] QPointF at(double xValue, double yValue) const { return {x.toPixel(xValue), y.toPixel(yValue)}; }
};

struct PlacedLegend {
  const LegendEntry* entry = nullptr;
  QRectF key;  ///< where the sample is drawn
  QRectF text;
};

/// A chart in pixels. Points into the chart it was laid out from, which must outlive it.
struct PlacedChart {
  std::vector<PlacedPanel> panels;  ///< row by row
  std::vector<PlacedLegend> legend;
  QRectF note;
};

/// Legend on top, panels in rows, note at the bottom. Plots of a column line up. Nothing overlaps the plots.
[[nodiscard]] PlacedChart layOutChart(const StudyChart& chart, const QRectF& area, const ChartFonts& fonts);

/// Where a mark is: indices of panel, series and mark.
struct MarkPlace {
  std::size_t panel = 0;
  std::size_t series = 0;
  std::size_t mark = 0;

  friend bool operator==(const MarkPlace&, const MarkPlace&) = default;
};

/// The rectangle of a bar or span in pixels.
[[nodiscard]] QRectF markBox(const PlacedPanel& placed, const ChartSeries& series, const ChartMark& mark);

/// The mark at a position: the bar or span that holds it, else one that ends within `reach` pixels below, else the
/// nearest symbol within `reach`.
[[nodiscard]] std::optional<MarkPlace> markAt(const PlacedChart& placed, QPointF position, double reach);

/// Ticks of an axis with their labels; of a place axis every place.
struct ChartTick {
  double value = 0;
  QString label;
};
[[nodiscard]] std::vector<ChartTick> chartTicks(const ChartAxis& axis, const PlotAxis& pixels);

}  // namespace fusewright
