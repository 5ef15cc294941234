#pragma once

#include <vector>

#include <qcustomplot.h>

#include "widgets/common/theme.h"
#include "widgets/pareto/calibration_band.h"
#include "widgets/pareto/pareto_layout.h"

namespace fusewright {

/// A graph of marks without a line.
[[nodiscard]] QCPGraph* addScatter(QCustomPlot& plot, QCPScatterStyle::ScatterShape shape, double size);

/// Two graphs, the area between which is filled: the second is the upper end.
struct BandGraphs {
  QCPGraph* least = nullptr;
  QCPGraph* most = nullptr;
};
[[nodiscard]] BandGraphs addBand(QCustomPlot& plot);
void setBand(const BandGraphs& graphs, const std::vector<BandStep>& band);

/// A staircase turns back in neither axis, so it can be drawn as a line over its corners.
void setPoints(QCPGraph& graph, const std::vector<QPointF>& points);

/// Axes of that scale, with labels few enough not to run into each other.
void setAxisScales(QCustomPlot& plot, AxisScale scale);
void setAxisTheme(QCustomPlot& plot, const Theme& theme, const QFont& font);

}  // namespace fusewright
