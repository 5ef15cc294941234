#pragma once

#include <QPainter>
#include <QString>

#include "widgets/common/theme.h"
#include "widgets/pareto/pareto_layout.h"

namespace fusewright {

/// The frame of a figure with two value axes.
struct PlotFrame {
  QRectF plot;  ///< inside the axes
  PlotAxis x;
  PlotAxis y;
};

/// Room for labels taken off `area`; the axes lie along the rest.
[[nodiscard]] PlotFrame layOutFrame(const QRectF& area, PlotAxis x, PlotAxis y);

/// Grid, tick labels and axis titles.
void paintFrame(QPainter& painter, const PlotFrame& frame, const QString& xTitle, const QString& yTitle,
                const DrawStyle& style);

/// What lies under a legend that is drawn over a plot: enough of the background to read it on.
void paintLegendGround(QPainter& painter, const QRectF& box, const DrawStyle& style);

/// The part of a line inside `box`; a null line if there is none (Liang and Barsky 1984). For devices that can not
/// clip.
[[nodiscard]] QLineF clippedLine(const QLineF& line, const QRectF& box);

}  // namespace fusewright
