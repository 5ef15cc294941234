#pragma once

#include <vector>

#include <QPainter>

#include "widgets/gantt/gantt_colours.h"

namespace fusewright {

/// What the colours of a timeline mean.
struct GanttLegend {
  std::vector<ColourMeaning> bars;  ///< busiest first
  std::vector<ColourMeaning> gaps;  ///< causes of idle time; none where bars are coloured by them already
};

[[nodiscard]] GanttLegend ganttLegendOf(const Evaluation& evaluation, const Timeline& timeline, ColourBy by,
                                        ThemeMode mode);

/// The entries that `area` has room for, line by line, each a square and a text. Where they are too many, bars are left
/// out and counted: what few layers are is written on them, the colour of a gap says nothing by itself.
void paintGanttLegend(QPainter& painter, const QRectF& area, const GanttLegend& legend, const DrawStyle& style);

/// All entries, a line each.
[[nodiscard]] QString legendText(const GanttLegend& legend);

}  // namespace fusewright
