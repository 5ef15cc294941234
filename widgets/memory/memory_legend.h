#pragma once

#include <vector>

#include <QPainter>

#include "widgets/common/theme.h"
#include "widgets/memory/memory_paint.h"

namespace fusewright {

/// Empty for curves that are not divided.
[[nodiscard]] const MemoryStack& stackOf(const MemoryPicture& memory, MemoryDivision division);

[[nodiscard]] QColor partColour(const MemoryPart& part, const DrawStyle& style);

/// How strongly a part is filled beside the line over it.
inline constexpr double kPartFill = 0.7;

/// Parts that any of the memories holds at any time, each once, from the foot upwards.
[[nodiscard]] std::vector<MemoryPart> partsHeld(const std::vector<MemoryPicture>& memories, MemoryDivision division);

/// Names of the parts, once for all memories, in lines from the top of `area`, as many as they need up to three; gives
/// the height that they take. Without a painter nothing is drawn.
double paintMemoryLegend(QPainter* painter, const std::vector<MemoryPart>& parts, const QRectF& area,
                         const DrawStyle& style);

}  // namespace fusewright
