#pragma once

#include <QPainter>

#include "widgets/common/theme.h"
#include "widgets/idle/lost_time.h"

namespace fusewright {

/// Sizes for the fonts of the style, in an area that wide.
[[nodiscard]] LostTimeSizes lostTimeSizes(const std::vector<LostTimeRow>& rows, double width, const DrawStyle& style);

/// The bars with names, percentages and a legend of the causes that occur.
void paintLostTime(QPainter& painter, const std::vector<LostTimeRow>& rows, const LostTimePicture& picture,
                   const DrawStyle& style);

/// One column wide, as tall as the rows need; millimetres.
[[nodiscard]] QSizeF lostTimeFigureSize(std::size_t rows);

}  // namespace fusewright
