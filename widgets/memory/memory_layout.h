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

/// The area under the curve as a polygon that lies inside the panel. Exact where no two steps share a pixel.
[[nodiscard]] QPolygonF areaUnder(const StepCurve& curve, const TimeAxis& axis, const MemoryPanel& panel);

/// Its upper edge alone.
[[nodiscard]] QPolygonF edgeOf(const StepCurve& curve, const TimeAxis& axis, const MemoryPanel& panel);

/// Places for labels on the value axis, in bits: 0 and two or three multiples of a power of two.
[[nodiscard]] std::vector<double> sizeTicks(double topBits);

}  // namespace fusewright
