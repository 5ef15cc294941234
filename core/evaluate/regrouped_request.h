#pragma once

#include "core/evaluate/evaluation.h"
#include "core/mapping/mapping_request.h"
#include "core/mapping/regroup.h"

namespace fusewright {

/// The request that asks for the groups of `evaluation` with that change, and for all else that `request` asks for.
/// Whoever offers a change judges it by this and asks for what it returns. Errors: those of regrouped() and
/// makeMapping(), and halos that can not be recomputed where the plan says so.
[[nodiscard]] Result<MappingRequest> regroupedRequest(const Evaluation& evaluation, const MappingRequest& request,
                                                      const Regrouping& change);

}  // namespace fusewright
