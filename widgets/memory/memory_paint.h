#pragma once

#include <QPainter>

#include "widgets/common/theme.h"
#include "widgets/memory/memory_layout.h"

namespace fusewright {

/// Which of the memories to draw strong.
struct MemoryEmphasis {
  std::optional<MemoryId> selected;
};

/// Panels with curve, capacity line and peak; names and sizes to the left of the axis. Nothing is painted beyond the
/// panels but labels.
void paintMemories(QPainter& painter, const std::vector<MemoryPicture>& memories,
                   const std::vector<MemoryPanel>& panels, const TimeAxis& axis, MemoryEmphasis emphasis,
                   const DrawStyle& style);

/// Occupancy of all memories as a figure with its time axis.
void renderMemories(QPainter& painter, const QRectF& area, const std::vector<MemoryPicture>& memories,
                    TimeRange visible, const DrawStyle& style);

/// Two columns wide, height by the number of memories; millimetres.
[[nodiscard]] QSizeF memoryFigureSize(const std::vector<MemoryPicture>& memories);

}  // namespace fusewright
