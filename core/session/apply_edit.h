#pragma once

#include <string>

#include "core/base/result.h"
#include "core/evaluate/design.h"
#include "core/session/edit.h"

namespace fusewright {

/// The design that `edit` makes of `design`. Cheap: nothing is evaluated. Errors are those of withParameter and
/// withChange.
[[nodiscard]] Result<Design> applyEdit(const Design& design, const Edit& edit);

/// What a menu calls the step from `before` by `edit`: "On-chip memory 24 to 12 MB".
[[nodiscard]] std::string editText(const Design& before, const Edit& edit);

}  // namespace fusewright
