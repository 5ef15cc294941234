#pragma once

#include <optional>

#include <QPainter>

#include "widgets/common/theme.h"
#include "widgets/machine/machine_layout.h"

namespace fusewright {

/// Sizes for the small font of a style.
[[nodiscard]] MachineSizes machineSizes(const DrawStyle& style);

/// Draws a diagram in its own units; the selected part is outlined.
void paintMachine(QPainter& painter, const MachinePicture& picture, const DrawStyle& style,
                  const std::optional<MachinePart>& selected = {});

/// The diagram of an accelerator as a figure, scaled down to fit `area`.
void renderMachine(QPainter& painter, const QRectF& area, const Accelerator& accelerator, const DrawStyle& style);

}  // namespace fusewright
