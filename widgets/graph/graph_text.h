#pragma once

#include <QPainter>

#include "widgets/common/theme.h"
#include "widgets/graph/box_label.h"

namespace fusewright {

/// The lines of a label inside its box, scaled with it; what does not fit is cut. While the box is too small for all of
/// them the title stands alone, no smaller than can be read.
void paintBoxText(QPainter& painter, const BoxLabel& label, const QRectF& rectangle, double scale, const QColor& ink,
                  const DrawStyle& style);

}  // namespace fusewright
