#pragma once

#include <QIcon>
#include <QPalette>

#include "widgets/problems/problem.h"

namespace fusewright {

/// A sign for the level that differs by shape as well as by colour: a filled octagon, a filled diamond, a ring with a
/// wave, a ring with a dot.
[[nodiscard]] QIcon levelIcon(ProblemLevel level, const QPalette& palette);

/// Its colour.
[[nodiscard]] QColor levelColour(ProblemLevel level, const QPalette& palette);

}  // namespace fusewright
