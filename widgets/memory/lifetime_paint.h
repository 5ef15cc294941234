#pragma once

#include <vector>

#include <QPainter>

#include "widgets/blocks/lifetimes.h"
#include "widgets/common/theme.h"
#include "widgets/memory/memory_layout.h"

namespace fusewright {

/// A stay inside a memory's panel: as long as it lasts and as tall as its bits, on top of those below it.
struct LifetimeBox {
  QRectF box;
  std::size_t lifetime = 0;

  friend bool operator==(const LifetimeBox&, const LifetimeBox&) = default;
};

/// Boxes of the stays in one memory, each on top of all before it that last at the same time; never lower than two
/// pixels nor narrower than three, and cut to the panel.
[[nodiscard]] std::vector<LifetimeBox> layOutLifetimes(const std::vector<Lifetime>& lifetimes, MemoryId memory,
                                                       const MemoryPanel& panel, const TimeAxis& axis);

/// What is read and, darker, what is written.
void paintLifetimes(QPainter& painter, const std::vector<Lifetime>& lifetimes,
                    const std::vector<MemoryPicture>& memories, const std::vector<MemoryPanel>& panels,
                    const TimeAxis& axis, const DrawStyle& style);

}  // namespace fusewright
