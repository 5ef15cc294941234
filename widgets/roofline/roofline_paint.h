#pragma once

#include <optional>
#include <set>
#include <span>

#include <QPainter>
#include <QString>

#include "widgets/common/theme.h"
#include "widgets/roofline/roofline_layout.h"

namespace fusewright {

/// What stands out in a roofline.
struct RooflineEmphasis {
  std::optional<LayerId> selected;         ///< a family, outlined and named
  std::optional<std::set<LayerId>> shown;  ///< families that a filter lets through; the others are pale
};

/// The roofline, both axes logarithmic. Everything stays inside `area`. `names` are those of families (familyNames).
void renderRoofline(QPainter& painter, const QRectF& area, std::span<const QString> names, const Roofline& roofline,
                    const DrawStyle& style, const RooflineEmphasis& emphasis = {});

}  // namespace fusewright
