#pragma once

#include "app/session/project_of.h"
#include "core/base/result.h"
#include "core/evaluate/design.h"
#include "core/explore/sweep/sweep_spec.h"

namespace fusewright {

/// The spec of a sweep whose only point is `design`, which came from `files`: model, accelerator and what all points
/// share. Paths are absolute. Errors: what a spec can not say, such as a plan that is in no file and not `varied`.
[[nodiscard]] Result<SweepSpec> presentSpec(const Design& design, const DesignFiles& files,
                                            const std::vector<SweepAxis>& varied);

}  // namespace fusewright
