#pragma once

#include <string>

#include "core/base/result.h"
#include "core/evaluate/evaluation.h"
#include "core/session/edit.h"

namespace fusewright {

/// The design that `edit` makes of `design`. Cheap: nothing is evaluated. Errors are those of withParameter and
/// withChange.
[[nodiscard]] Result<Design> applyEdit(const Design& design, const Edit& edit);

/// What a menu calls the step from `before` by `edit`, with what was and what is: "On-chip memory 24 MB → 12 MB",
/// "Split group 2 before norm", "Preset paper → physical". `shown` is the evaluation of `before`, if there is one.
[[nodiscard]] std::string editText(const Design& before, const Edit& edit, const Evaluation* shown = nullptr);

}  // namespace fusewright
