#pragma once

#include <optional>
#include <span>

#include <QPainter>

#include "widgets/breakdown/bar_layout.h"
#include "widgets/common/theme.h"

namespace fusewright {

/// Sizes that fit the names and values of a table in an area of that width.
[[nodiscard]] BarSizes barSizes(const BarTable& table, const DrawStyle& style, double width);

/// The colour of a series where rows have several.
[[nodiscard]] QColor seriesColour(const BarTable& table, std::size_t series, const DrawStyle& style);

/// The colour of a part: of its layer where there is one series, else of its series.
[[nodiscard]] QColor barColour(const BarTable& table, const BarRow& row, std::size_t series, const DrawStyle& style);

/// The lines of a table; a row of `selected` is outlined.
void paintBars(QPainter& painter, const BarTable& table, std::span<const BarLine> lines, const DrawStyle& style,
               std::optional<LayerId> selected = {});

/// Names of the series beside their colours, in one or more lines from the top of `area`; its height. Nothing is drawn
/// without a painter.
double paintBarLegend(QPainter* painter, const BarTable& table, const QRectF& area, const DrawStyle& style);

/// A table as a figure: legend, rows as far as they fit, and how many did not.
void renderBars(QPainter& painter, const QRectF& area, const BarTable& table, const DrawStyle& style);

}  // namespace fusewright
