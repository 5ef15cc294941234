#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QPainter>

#include "widgets/common/folded_time.h"
#include "widgets/common/table_text.h"
#include "widgets/common/theme.h"
#include "widgets/common/time_marks.h"
#include "widgets/gantt/gantt_colours.h"
#include "widgets/gantt/gantt_layout.h"
#include "widgets/gantt/timeline.h"

namespace fusewright {

/// A schedule that a figure shows pale below the rows.
struct FigureGhost {
  const Evaluation& evaluation;
  const Timeline& timeline;
};

/// What a figure of the timeline shows. `timeline` was built from `evaluation`.
struct GanttFigure {
  const Evaluation& evaluation;
  const Timeline& timeline;
  TimeRange visible;
  ColourBy by = ColourBy::Layer;
  std::optional<std::vector<ShownRow>> rows = {};  ///< none: all but memory ports
  std::optional<FigureGhost> ghost = {};
  TimeMarks marks = {};
  std::shared_ptr<const FoldedTime> fold = {};  ///< what is folded away; none: nothing
};

/// The timeline as a figure: rows, time axis below, legend of what takes most time and of the causes of idle time.
/// Everything stays inside `area`.
void renderGantt(QPainter& painter, const QRectF& area, const GanttFigure& figure, const DrawStyle& style);

/// Two columns wide, as tall as the rows need; millimetres.
[[nodiscard]] QSizeF ganttFigureSize(const GanttFigure& figure);

/// Tiles that run within `visible`, with the columns of tiles.csv (DESIGN, "CSV files").
[[nodiscard]] TextTable tileTable(const Evaluation& evaluation, TimeRange visible);

}  // namespace fusewright
