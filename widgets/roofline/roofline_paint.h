#pragma once

#include <QPainter>

#include "widgets/common/theme.h"
#include "widgets/roofline/roofline_layout.h"

namespace fusewright {

/// The roofline as a figure, one column wide, both axes logarithmic. Everything stays inside `area`.
void renderRoofline(QPainter& painter, const QRectF& area, const Evaluation& evaluation, const Roofline& roofline,
                    const DrawStyle& style);

}  // namespace fusewright
