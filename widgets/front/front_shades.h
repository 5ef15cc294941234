#pragma once

#include "widgets/front/front_scene.h"

namespace fusewright {

/// Colours of the designs by a column: from dark to light along its numbers, or one for each of its labels.
[[nodiscard]] CloudShades shadesBy(const TableColumn& column, ThemeMode mode);

}  // namespace fusewright
