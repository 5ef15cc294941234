#pragma once

#include <optional>
#include <utility>

#include <QPainter>

#include "core/metrics/duration_histogram.h"
#include "widgets/common/plot_frame.h"
#include "widgets/common/theme.h"

namespace fusewright {

/// Axes of a histogram inside `area`: durations to the right, tiles upwards.
[[nodiscard]] PlotFrame layOutDurations(const DurationHistogram& histogram, const QRectF& area);

/// The bar of a bin, at least two pixels tall if there is a tile in it.
[[nodiscard]] QRectF barOf(const DurationHistogram& histogram, const PlotFrame& frame, std::size_t bin);

/// The bin whose column is at that place across.
[[nodiscard]] std::optional<std::size_t> binAt(const DurationHistogram& histogram, const PlotFrame& frame, double x);

/// Durations that somebody brushed: bins [first, last].
using BinRange = std::pair<std::size_t, std::size_t>;

/// Bars, the brushed ones strong, with axes and a line at the median. `what` is the title of the axis of durations.
void renderDurations(QPainter& painter, const QRectF& area, const DurationHistogram& histogram, const QString& what,
                     const QColor& colour, const std::optional<BinRange>& brushed, const DrawStyle& style);

}  // namespace fusewright
