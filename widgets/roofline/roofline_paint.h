#pragma once

#include <optional>
#include <set>

#include <QPainter>

#include "widgets/common/theme.h"
#include "widgets/roofline/roofline_layout.h"

namespace fusewright {

/// What stands out in a roofline.
struct RooflineEmphasis {
  std::optional<LayerId> selected;         ///< a family, outlined and named
  std::optional<std::set<LayerId>> shown;  ///< families that a filter lets through; the others are pale
};

/// The roofline, both axes logarithmic. Everything stays inside `area`.
void renderRoofline(QPainter& painter, const QRectF& area, const Evaluation& evaluation, const Roofline& roofline,
                    const DrawStyle& style, const RooflineEmphasis& emphasis = {});

}  // namespace fusewright
