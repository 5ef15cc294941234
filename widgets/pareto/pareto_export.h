#pragma once

#include <optional>
#include <span>

#include <QPainter>

#include "widgets/common/table_text.h"
#include "widgets/common/theme.h"
#include "widgets/pareto/pareto_layout.h"

namespace fusewright {

/// The area-latency plane as a figure, one column wide: points, the front, its band over area calibrations and, below,
/// what a unit trades for. Everything stays inside `area`.
void renderPareto(QPainter& painter, const QRectF& area, std::span<const DesignPoint> points,
                  const std::optional<DesignPoint>& current, AxisScale scale, const DrawStyle& style);

/// A point in words, rich text.
[[nodiscard]] QString pointToolTip(const DesignPoint& point);

/// One row per point.
[[nodiscard]] TextTable paretoTable(std::span<const DesignPoint> points);

}  // namespace fusewright
