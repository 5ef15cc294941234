#pragma once

#include <optional>
#include <span>

#include <QPainter>

#include "widgets/common/theme.h"
#include "widgets/waterfall/waterfall_layout.h"

namespace fusewright {

/// Room that names and values need in `style`.
[[nodiscard]] WaterfallSizes waterfallSizes(std::span<const WaterfallRow> rows, const DrawStyle& style, double width);

/// The lines with their axis; the line of `marked` is outlined. Everything stays inside `area`.
void renderWaterfall(QPainter& painter, const QRectF& area, std::span<const WaterfallRow> rows, const DrawStyle& style,
                     const std::optional<Assumptions>& marked = {});

/// Millimetres of the figure: one column wide.
[[nodiscard]] QSizeF waterfallFigureSize();

}  // namespace fusewright
