#pragma once

#include <vector>

#include <QPainter>

#include "widgets/front/contour_map.h"
#include "widgets/front/front_layout.h"

namespace fusewright {

/// The values of the map as colours, under everything else in the plot.
void paintContourFill(QPainter& painter, const ContourMap& map, const FrontLayout& layout, const DrawStyle& style);

/// Lines of equal values with their numbers, and dashed ones of equal area. Nothing leaves the plot; no number lies in
/// a box of `kept`.
void paintContourLines(QPainter& painter, const ContourMap& map, const FrontLayout& layout, const DrawStyle& style,
                       std::vector<QRectF> kept);

/// Why there are few lines or none: the designs do not lie on a grid. Empty if they do for the most part.
[[nodiscard]] QString contourNote(const ContourMap& map);
/// Its place in the upper left corner of the plot; empty without a note.
[[nodiscard]] QRectF contourNoteBox(const ContourMap& map, const FrontLayout& layout, const DrawStyle& style);
void paintContourNote(QPainter& painter, const ContourMap& map, const FrontLayout& layout, const DrawStyle& style);

/// What the legend takes of the right side of the area.
[[nodiscard]] double contourLegendWidth(const ContourMap& map, const DrawStyle& style);
/// What the colours and lines mean, in a box beside the axes, since lines and colours fill all of the plot.
void paintContourLegend(QPainter& painter, const ContourMap& map, const FrontLayout& layout, const DrawStyle& style);

/// A value of the map for a person: "12 ms", "1.5 x".
[[nodiscard]] QString contourText(const ContourMap& map, double value);

}  // namespace fusewright
