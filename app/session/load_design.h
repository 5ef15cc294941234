#pragma once

#include <optional>

#include "app/options/design_options.h"
#include "core/base/result.h"
#include "core/evaluate/design.h"

namespace fusewright {

/// The design that the given files and options make of `current`: what is not named stays as it is. A new model takes
/// the mapping that suits it unless one is named. Without a current design all has to be named. Reads files: run it off
/// the GUI thread.
[[nodiscard]] Result<Design> loadDesign(const std::optional<Design>& current, const DesignOptions& options);

}  // namespace fusewright
