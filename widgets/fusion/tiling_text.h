#pragma once

#include <QString>

#include "core/base/result.h"
#include "core/mapping/tiling.h"

namespace fusewright {

/// "L=64, D=2"; "all" for one part per iteration.
[[nodiscard]] QString tilingText(const Tiling& tiling);

/// The reverse. Errors name the entry at fault.
[[nodiscard]] Result<Tiling> parseTilingText(const QString& text);

}  // namespace fusewright
