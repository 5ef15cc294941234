#pragma once

#include <QString>

#include "widgets/gantt/timeline.h"

namespace fusewright {

/// What a bar is, when it runs, what its time consists of and what bound its start; as rich text.
[[nodiscard]] QString itemToolTip(const Evaluation& evaluation, const TimelineItem& item);

/// When the tile `before` of a baseline ran, and by how much `tile` runs later and longer; as rich text.
[[nodiscard]] QString changeToolTip(const Evaluation& baseline, TileId before, const Evaluation& evaluation,
                                    TileId tile);

/// Why the core runs nothing at `cycle`; empty if it does or nobody knows.
[[nodiscard]] QString idleToolTip(const Evaluation& evaluation, CoreId core, double cycle);

}  // namespace fusewright
