#pragma once

#include <span>

#include <QPainter>

#include "core/explore/insight/health.h"
#include "core/explore/insight/neighbours.h"
#include "widgets/common/theme.h"

namespace fusewright {

/// A health card as a figure. Lines of text are broken to fit; everything stays inside `area`.
void renderHealth(QPainter& painter, const QRectF& area, const Evaluation& evaluation, const HealthCard& card,
                  std::span<const Suggestion> suggestions, const DrawStyle& style);

}  // namespace fusewright
