#pragma once

#include <QPainter>

#include "widgets/front/contour_map.h"
#include "widgets/front/front_layout.h"

namespace fusewright {

/// The values of the map as colours, under everything else in the plot.
void paintContourFill(QPainter& painter, const ContourMap& map, const FrontLayout& layout, const DrawStyle& style);

/// Lines of equal values with their numbers, and dashed ones of equal area. Nothing leaves the plot.
void paintContourLines(QPainter& painter, const ContourMap& map, const FrontLayout& layout, const DrawStyle& style);

/// What the legend takes of the right side of the area.
[[nodiscard]] double contourLegendWidth(const ContourMap& map, const DrawStyle& style);
/// What the colours and lines mean, in a box beside the axes, since lines and colours fill all of the plot.
void paintContourLegend(QPainter& painter, const ContourMap& map, const FrontLayout& layout, const DrawStyle& style);

/// A value of the map for a person: "12 ms", "1.5 x".
[[nodiscard]] QString contourText(const ContourMap& map, double value);

}  // namespace fusewright
