#pragma once

#include <map>

#include <QPainter>

#include "widgets/front/column_text.h"
#include "widgets/front/parallel_counts.h"
#include "widgets/front/parallel_layout.h"

namespace fusewright {

/// Lines of all chosen designs between their values on the axes. A pixel is the stronger the more lines cross it;
/// of millions of designs as many different lines are drawn as the axes' pixels can tell apart.
[[nodiscard]] QImage parallelImage(const ParallelLayout& layout, const ParallelCounts& counts, const DrawStyle& style);

/// Lines of the designs of the front, over those of all.
[[nodiscard]] QImage parallelFrontImage(const ParallelLayout& layout, const FrontScene& scene, const DrawStyle& style);

/// Pictures that change less often than what is over them; null: to be made.
struct ParallelPictures {
  const QImage* lines = nullptr;
  const QImage* front = nullptr;
};

/// Axes with names, ends, brushes and shares of variance, the lines, the front and the present design on top.
void renderParallel(QPainter& painter, const ParallelLayout& layout, const FrontScene& scene,
                    const std::map<std::string, ColumnRange>& brushes, const DrawStyle& style,
                    const ParallelPictures& pictures = {});

}  // namespace fusewright
