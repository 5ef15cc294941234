#pragma once

#include <QPainter>

#include "widgets/common/table_text.h"
#include "widgets/common/theme.h"
#include "widgets/gantt/gantt_colours.h"
#include "widgets/gantt/timeline.h"

namespace fusewright {

/// The timeline as a figure: rows, time axis below, legend of what takes most time and of the causes of idle time.
/// Everything stays inside `area`.
void renderGantt(QPainter& painter, const QRectF& area, const Evaluation& evaluation, const Timeline& timeline,
                 TimeRange visible, const DrawStyle& style, ColourBy by = ColourBy::Layer);

/// Two columns wide, as tall as the rows need; millimetres.
[[nodiscard]] QSizeF ganttFigureSize(const Timeline& timeline);

/// Tiles that run within `visible`, with the columns of tiles.csv (DESIGN, "CSV files").
[[nodiscard]] TextTable tileTable(const Evaluation& evaluation, TimeRange visible);

}  // namespace fusewright
