#pragma once

#include <QPainter>
#include <QString>

#include "widgets/common/folded_time.h"
#include "widgets/common/theme.h"

namespace fusewright {

/// What a break stands for: "× 62 more, cycles 546,382–572,050".
[[nodiscard]] QString foldText(const TimeFold& fold);

/// The same for a tip, with the length of a period.
[[nodiscard]] QString foldToolTip(const TimeFold& fold);

/// Whether breaks say what they stand for.
enum class FoldLabels { Shown, Hidden };

/// Breaks of the axis across `plot`: empty ground between zigzags, and what each stands for, upright inside a wide one,
/// else in a tag at the top, as long as there is room. A break is never drawn slimmer than can be seen. Nothing is
/// painted outside `plot`.
void paintFolds(QPainter& painter, const TimeAxis& axis, const QRectF& plot, FoldLabels labels, const DrawStyle& style);

}  // namespace fusewright
