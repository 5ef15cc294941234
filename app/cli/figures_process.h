#pragma once

#include <string>

#include "app/options/design_options.h"
#include "core/base/result.h"

namespace fusewright {

/// Has the desktop program, which is looked for beside this one, write the figures of a design into `folder` without a
/// display.
[[nodiscard]] Result<void> writeFigures(const DesignOptions& options, const std::string& folder);

/// Whether the desktop program is beside this one.
[[nodiscard]] bool canDrawFigures();

/// Has the desktop program draw the figures of a study from its tables in `folder`, beside them.
[[nodiscard]] Result<void> writeStudyFigures(const std::string& folder);

}  // namespace fusewright
