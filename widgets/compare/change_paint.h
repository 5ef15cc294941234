#pragma once

#include <QPainter>

#include "widgets/common/theme.h"
#include "widgets/compare/change_layout.h"

namespace fusewright {

/// The picture of the steps for the fonts of the style.
[[nodiscard]] ChangePicture changePicture(const std::vector<ChangeStep>& steps, const QRectF& area,
                                          const DrawStyle& style);

void paintChanges(QPainter& painter, const std::vector<ChangeStep>& steps, const ChangePicture& picture,
                  const DrawStyle& style);

}  // namespace fusewright
