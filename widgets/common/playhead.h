#pragma once

#include <QPainter>
#include <QRectF>

#include "widgets/common/theme.h"
#include "widgets/common/time_axis.h"

namespace fusewright {

/// A line down `plot` at the playhead's cycle, with a handle to drag in the ruler above it, `rulerHeight` tall, and the
/// cycle beside it. Nothing is painted if that cycle is not on show.
void paintPlayhead(QPainter& painter, const TimeAxis& axis, double cycle, const QRectF& plot, double rulerHeight,
                   const DrawStyle& style);

}  // namespace fusewright
