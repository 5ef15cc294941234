#pragma once

#include <optional>
#include <vector>

#include <QRectF>

#include "widgets/common/time_axis.h"
#include "widgets/gantt/timeline.h"

namespace fusewright {

/// Where a row of the timeline lies, in pixels from the top of the first row. By row of the timeline, whatever the
/// order in which they are shown; rows that are not shown have no height.
struct RowBox {
  double top = 0;
  double height = 0;
  std::vector<double> laneTops;  ///< by lane
  double laneHeight = 0;
  double ghostTop = 0;
  double ghostHeight = 0;  ///< of the strip below the row that shows an earlier schedule; 0: none

  [[nodiscard]] bool shown() const { return height > 0; }
};

/// A row to show. A collapsed one is as slim as can be.
struct ShownRow {
  std::size_t row = 0;
  bool collapsed = false;
};

/// Whether rows keep room for an earlier schedule.
enum class Ghosts { Hidden, Shown };

/// Rows one below the other in the order of `shown`: cores tall, links slim with their lanes above each other. When
/// there is room, rows grow into `availableHeight` up to a limit; they never shrink below what can be read.
[[nodiscard]] std::vector<RowBox> layOutRows(const Timeline& timeline, const std::vector<ShownRow>& shown,
                                             double availableHeight, Ghosts ghosts = Ghosts::Hidden);

/// All rows but memory ports, in their own order.
[[nodiscard]] std::vector<ShownRow> usualRows(const Timeline& timeline);
[[nodiscard]] std::vector<RowBox> layOutRows(const Timeline& timeline, double availableHeight);

/// Height of all rows.
[[nodiscard]] double totalHeight(const std::vector<RowBox>& rows);

/// An item that is wide enough to be drawn by itself, cut to the axis.
struct Bar {
  std::size_t item = 0;  ///< of the lane
  double left = 0;
  double right = 0;
};

/// Bars of the visible items of at least `minPixels`.
[[nodiscard]] std::vector<Bar> barsOf(const Lane& lane, const TimeAxis& axis, double minPixels);

/// Neighbouring columns that look alike, as one stretch of pixels [left, right).
struct Run {
  double left = 0;
  double right = 0;
  std::uint16_t colour = 0;
  float busy = 0;
};

/// Columns as runs: shades are rounded to 1/32 so that runs get long; idle columns are left out.
[[nodiscard]] std::vector<Run> runsOf(const std::vector<StripColumn>& strip, const TimeAxis& axis);

/// The idle parts of columns as runs, with keys of gaps for colours and how idle they are for `busy`; gaps of key 0 are
/// left out.
[[nodiscard]] std::vector<Run> gapRunsOf(const std::vector<StripColumn>& strip, const TimeAxis& axis);

/// The foot of a lane, where gaps show their causes.
[[nodiscard]] QRectF gapBand(const QRectF& lane);

/// What lies under a point of the rows area (y from the top of the first row).
struct Hit {
  std::size_t row = 0;
  std::size_t lane = 0;
  std::optional<std::size_t> item;
};
[[nodiscard]] std::optional<Hit> hitTest(const Timeline& timeline, const std::vector<RowBox>& rows,
                                         const TimeAxis& axis, double x, double y);

/// Where one bar of the timeline would be drawn, at least `minWidth` wide so that it can not vanish; y from the top of
/// the first row.
[[nodiscard]] QRectF boxOf(const RowBox& row, std::size_t lane, double start, double end, const TimeAxis& axis,
                           double minWidth);

}  // namespace fusewright
