#pragma once

#include <vector>

#include <QPolygonF>
#include <QRectF>

#include "widgets/memory/memory_curve.h"

namespace fusewright {

/// Pixels of one memory's panel: value 0 at the bottom, `top` bits at the top.
struct MemoryPanel {
  QRectF box;
  double topBits = 1;

  [[nodiscard]] double toPixel(double bits) const { return box.bottom() - bits / topBits * box.height(); }
};

/// Panels below each other in `area`, as tall as they can be but not lower than what can be read.
[[nodiscard]] std::vector<MemoryPanel> layOutPanels(const std::vector<MemoryPicture>& memories, const QRectF& area);

/// One column of pixels: the lowest and highest occupancy in it, in bits.
[[nodiscard]] std::vector<StepBounds> columnsOf(const StepCurve& curve, const TimeAxis& axis, int columns);

/// Whether several steps share a pixel in most places: then only columns can show them.
[[nodiscard]] bool isCrowded(const StepCurve& curve, const TimeAxis& axis);

/// The upper edge of the occupancy, step by step. Points lie inside the panel.
[[nodiscard]] QPolygonF edgeOf(const StepCurve& curve, const TimeAxis& axis, const MemoryPanel& panel);

/// A band between two values in each column of pixels, as one polygon inside the panel.
[[nodiscard]] QPolygonF bandOf(const std::vector<StepBounds>& columns, const TimeAxis& axis, const MemoryPanel& panel);

/// From 0 to the lowest value of each column.
[[nodiscard]] std::vector<StepBounds> belowOf(const std::vector<StepBounds>& columns);

/// Left edge of a label of that width beside a mark at `x`: right of it where it ends before `freeUntil`, else left.
[[nodiscard]] double besideMark(double x, double width, double freeUntil);

/// Where the capacity is written: at the right end, below its line where there is room for it, else above.
[[nodiscard]] QRectF capacityLabel(const MemoryPanel& panel, double capacityLine, QSizeF size);

/// What the capacity takes of a panel: its line and its label.
struct CapacityMark {
  double line = 0;
  QRectF label;
};

/// Where the peak is written: beside its mark, inside the panel, never over the label of the capacity, and over its
/// line only where there is no other place.
[[nodiscard]] QRectF peakLabel(const MemoryPanel& panel, QPointF peak, QSizeF size, const CapacityMark& capacity);

/// Places for labels on the value axis, in bits: 0 and two or three multiples of a power of two.
[[nodiscard]] std::vector<double> sizeTicks(double topBits);

}  // namespace fusewright
