#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QSizeF>
#include <QString>

#include "core/explore/study/study.h"
#include "widgets/pareto/pareto_layout.h"

namespace fusewright {

/// What a mark looks like, so that no two series differ in colour alone.
enum class ChartSymbol : std::uint8_t {
  None,
  Disc,
  Ring,
  Square,
  OpenSquare,
  Triangle,
  OpenTriangle,
  Diamond,
  Cross,
  Star,
  Frame,  ///< a larger square around nothing, seen around other symbols
};
enum class ChartHatch : std::uint8_t { None, Rising, Falling, Level, Upright, Crossed };
enum class LineDash : std::uint8_t { None, Solid, Dashed, Dotted };

/// Colours of charts: a place in the house's palette, or one of the theme's own.
enum class ChartInk : std::int8_t { Text = -1, Muted = -2, Danger = -3 };

struct ChartLook {
  int ink = 0;  ///< key of layerColour(), or a ChartInk
  ChartSymbol symbol = ChartSymbol::None;
  ChartHatch hatch = ChartHatch::None;
  LineDash dash = LineDash::Solid;

  friend bool operator==(const ChartLook&, const ChartLook&) = default;
};
[[nodiscard]] constexpr int inkOf(ChartInk ink) {
  return static_cast<int>(ink);
}
/// Of designs for which there is no schedule.
inline constexpr ChartLook kImpossibleLook{.ink = inkOf(ChartInk::Danger), .symbol = ChartSymbol::Cross, .dash = LineDash::None};

/// One value in a panel, in the units of its axes.
struct ChartMark {
  double x = 0;
  double y = 0;
  double other = 0;                        ///< other end: of a bar or band in y, of a span in x; unused by lines
  QString label;                           ///< beside or inside the mark, where there is room
  QString tip;                             ///< what a tooltip says, rich text
  std::optional<std::size_t> design = {};  ///< which of the chart's designs this is

  friend bool operator==(const ChartMark&, const ChartMark&) = default;
};

enum class SeriesKind : std::uint8_t {
  Line,   ///< symbols joined by a line, in order
  Steps,  ///< the same, but each value holds until the next
  Bars,   ///< from `other` up to y, around x
  Spans,  ///< from x to `other`, around y
  Band,   ///< the area between y and `other`
};

struct ChartSeries {
  SeriesKind kind = SeriesKind::Line;
  ChartLook look = {};
  std::vector<ChartMark> marks;

  friend bool operator==(const ChartSeries&, const ChartSeries&) = default;
};

/// An axis over numbers, or over named places 0, 1, 2, ... if it has `places`.
struct ChartAxis {
  QString title;
  AxisScale scale = AxisScale::Linear;
  double from = 0;
  double to = 1;
  std::vector<QString> places = {};
  std::vector<double> ticks = {};  ///< where to label numbers; empty: wherever it suits
  bool labelled = true;            ///< whether numbers or names stand along it

  friend bool operator==(const ChartAxis&, const ChartAxis&) = default;
};

struct ChartPanel {
  QString title;
  ChartAxis x;
  ChartAxis y;
  std::optional<ChartAxis> right = {};  ///< another scale of the same values
  std::vector<ChartSeries> series;

  friend bool operator==(const ChartPanel&, const ChartPanel&) = default;
};

/// Panels beside each other; `height` is the row's part of what the figure has, by the sum of all rows.
struct ChartRow {
  double height = 1;
  std::vector<ChartPanel> panels;

  friend bool operator==(const ChartRow&, const ChartRow&) = default;
};

struct LegendEntry {
  QString text;
  SeriesKind kind = SeriesKind::Line;
  ChartLook look = {};

  friend bool operator==(const LegendEntry&, const LegendEntry&) = default;
};

/// A figure of the study, ready to be laid out for any size. Knows neither pixels nor colours.
struct StudyChart {
  QString title;
  QSizeF sizeMm{85, 70};  ///< in print: one column wide
  std::vector<LegendEntry> legend;
  std::vector<ChartRow> rows;
  QString note;                      ///< what the reader must know, below the panels
  std::vector<StudyDesign> designs;  ///< that marks can stand for

  friend bool operator==(const StudyChart&, const StudyChart&) = default;
};

/// The axis that holds all of `values` with a margin; logarithmic axes leave out what is not above 0.
[[nodiscard]] ChartAxis axisOver(const QString& title, AxisScale scale, const std::vector<double>& values);

/// From 0 to a little above the largest of `values`, for bars.
[[nodiscard]] ChartAxis axisFromZero(const QString& title, const std::vector<double>& values);

/// An axis of named places.
[[nodiscard]] ChartAxis axisOfPlaces(std::vector<QString> places);

/// Rows of names and values for tooltips, under a heading.
[[nodiscard]] QString tipText(const QString& heading, const std::vector<std::pair<QString, QString>>& rows);

/// The tooltip of a design of the study: what it is and what came of it.
[[nodiscard]] QString designTip(const StudyDesign& design);

/// "one step a tile" or "memory-aware", for legends.
[[nodiscard]] QString tilingName(const StudyDesign& design);

}  // namespace fusewright
