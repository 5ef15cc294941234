#pragma once

#include <optional>

#include <QPainter>

#include "widgets/study/chart_layout.h"

namespace fusewright {

/// Draws a chart inside `area`, with an outline around the mark at `marked`. All geometry stays inside.
void renderChart(QPainter& painter, const QRectF& area, const StudyChart& chart, const DrawStyle& style,
                 const std::optional<MarkPlace>& marked = {});

/// The colour of a look under a theme.
[[nodiscard]] QColor inkColour(int ink, const Theme& theme);

/// One symbol, centred.
void paintSymbol(QPainter& painter, QPointF at, ChartSymbol symbol, const QColor& colour, const QColor& background);

/// A filled rectangle with its hatch, drawn as lines so that it stays sharp in every file.
void paintHatched(QPainter& painter, const QRectF& box, const ChartLook& look, const Theme& theme);

}  // namespace fusewright
