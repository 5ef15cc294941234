#pragma once

#include <optional>

#include <QPainter>
#include <QString>

#include "widgets/common/theme.h"
#include "widgets/gantt/gantt_colours.h"
#include "widgets/gantt/gantt_layout.h"

namespace fusewright {

/// What to draw of a timeline and where. Rows begin at `rowsTop`; what lies outside [clipTop, clipBottom] is left out.
struct GanttPicture {
  const Timeline& timeline;
  const Evaluation& evaluation;
  const GanttColours& colours;
  TimeAxis axis;
  std::vector<RowBox> rows;
  double rowsTop = 0;
  double clipTop = 0;
  double clipBottom = 0;
  double headerLeft = 0;  ///< row names from here to the axis
};

/// An earlier schedule, shown as slim pale strips below the rows of the same name.
struct GanttGhost {
  const Timeline& timeline;
  const GanttColours& colours;
};
void paintGhosts(QPainter& painter, const GanttPicture& picture, const GanttGhost& ghost, const DrawStyle& style);

/// The row of another timeline that stands for the same core, link or port.
[[nodiscard]] std::optional<std::size_t> sameRow(const Timeline& timeline, const TimelineRow& row);

/// Rows with their names and bars. Nothing is painted outside the axis and the clip range, whatever the paint device
/// can clip.
void paintRows(QPainter& painter, const GanttPicture& picture, const DrawStyle& style);

/// Vertical grid lines from `top` to `bottom` and labels in [labelTop, labelTop + labelHeight).
struct RulerPlace {
  double labelTop = 0;
  double labelHeight = 0;
  double top = 0;
  double bottom = 0;
};
void paintRuler(QPainter& painter, const TimeAxis& axis, const RulerPlace& place, const DrawStyle& style);

}  // namespace fusewright
