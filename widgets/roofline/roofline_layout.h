#pragma once

#include <optional>
#include <vector>

#include <QLineF>
#include <QPointF>
#include <QRectF>

#include "core/evaluate/evaluation.h"
#include "widgets/common/plot_frame.h"
#include "widgets/layers/layer_rows.h"

namespace fusewright {

/// One family of layers on the roofline.
struct RooflinePoint {
  LayerId family;
  double intensity = 0;    ///< operations per bit of off-chip traffic
  double performance = 0;  ///< operations per cycle of `time`
  double time = 0;  ///< cycles that its tiles run and that cores wait before them, all cores' divided by their number
  std::uint16_t colour = 0;
};

struct Roofline {
  double peak = 1;       ///< operations per cycle of all units
  double bandwidth = 1;  ///< bits per cycle from and to off-chip memory
  std::vector<RooflinePoint> points;
  std::vector<RooflinePoint> onChip;  ///< families that move nothing off chip: they would lie infinitely far right
};

/// Families that take time. Their times add up to that of the run, but for what is idle at its end; a point lies above
/// the roof if its data came while others ran.
[[nodiscard]] Roofline rooflineOf(const Evaluation& evaluation);
/// The same from rows that are there already.
[[nodiscard]] Roofline rooflineOf(const Accelerator& accelerator, const std::vector<LayerRow>& rows);

/// Operations per cycle that the roof allows at that intensity (Williams et al. 2009).
[[nodiscard]] double attainable(const Roofline& roofline, double intensity);

/// What part of the roof above it a point reaches; of the peak for one that moves nothing off chip.
[[nodiscard]] double shareOfRoof(const Roofline& roofline, const RooflinePoint& point);

/// Where one point is drawn.
struct RooflineMark {
  LayerId family;
  QPointF at;
  double radius = 2;
  bool onChip = false;  ///< at the right edge, as it moves nothing off chip
};

/// Both axes, logarithmic, with room for every point.
[[nodiscard]] PlotFrame rooflineFrame(const QRectF& area, const Roofline& roofline);

/// Marks of all points, the heaviest first, so that small ones are drawn on top of large ones.
[[nodiscard]] std::vector<RooflineMark> rooflineMarks(const PlotFrame& frame, const Roofline& roofline);

/// The two straight parts of the roof, inside the plot: what the off-chip bandwidth allows, what the units do.
struct Roofs {
  QLineF slope;
  QLineF flat;
};
[[nodiscard]] Roofs roofsOf(const PlotFrame& frame, const Roofline& roofline);

/// A text along a roof, turned with it.
struct RoofLabel {
  QPointF middle;
  double angle = 0;  ///< degrees, clockwise
  QRectF bounds;     ///< of the turned text
};
/// Above the slope, in its middle; none where it is too short.
[[nodiscard]] std::optional<RoofLabel> slopeLabel(const Roofs& roofs, QSizeF size);
/// Above the flat roof, at its right end; none where it is too short.
[[nodiscard]] std::optional<RoofLabel> flatLabel(const Roofs& roofs, QSizeF size);

/// Where a name stands: beside its mark, over or under it, wherever it meets neither a roof nor what is `taken` and
/// stays in the plot; none where there is no such place.
[[nodiscard]] std::optional<QRectF> nameBeside(const RooflineMark& mark, QSizeF size, const PlotFrame& frame,
                                               const Roofs& roofs, const std::vector<QRectF>& taken);

/// The mark nearest to a position, not further than `reach` pixels from its edge.
[[nodiscard]] std::optional<RooflineMark> markAt(const std::vector<RooflineMark>& marks, QPointF position,
                                                 double reach);

}  // namespace fusewright
