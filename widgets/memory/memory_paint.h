#pragma once

#include <memory>

#include <QPainter>

#include "widgets/common/folded_time.h"
#include "widgets/common/theme.h"
#include "widgets/common/time_marks.h"
#include "widgets/memory/memory_layout.h"

namespace fusewright {

/// Whether curves are divided: by what tensors are to the model, or by tensor.
enum class MemoryDivision { None, ByKind, ByTensor };

/// Which of the memories to draw strong, and how.
struct MemoryEmphasis {
  std::optional<MemoryId> selected = {};
  MemoryDivision division = MemoryDivision::ByKind;
};

/// Panels with curve, capacity line and peak; names and sizes to the left of the axis. Nothing is painted beyond the
/// panels but labels.
void paintMemories(QPainter& painter, const std::vector<MemoryPicture>& memories,
                   const std::vector<MemoryPanel>& panels, const TimeAxis& axis, MemoryEmphasis emphasis,
                   const DrawStyle& style);

/// Occupancy of all memories as a figure with its time axis and marks.
void renderMemories(QPainter& painter, const QRectF& area, const std::vector<MemoryPicture>& memories,
                    TimeRange visible, const TimeMarks& marks, const DrawStyle& style,
                    MemoryDivision division = MemoryDivision::ByKind,
                    const std::shared_ptr<const FoldedTime>& fold = {});

/// Two columns wide, height by the number of memories; millimetres.
[[nodiscard]] QSizeF memoryFigureSize(const std::vector<MemoryPicture>& memories);

}  // namespace fusewright
