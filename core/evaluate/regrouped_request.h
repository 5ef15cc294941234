#pragma once

#include <cstddef>
#include <optional>

#include "core/evaluate/evaluation.h"
#include "core/mapping/mapping_request.h"
#include "core/mapping/regroup.h"

namespace fusewright {

/// The request that asks for the groups of `evaluation` with that change, and for all else that `request` asks for.
/// Whoever offers a change judges it by this and asks for what it returns. Errors: those of regrouped() and
/// makeMapping(), and halos that can not be recomputed where the plan says so.
[[nodiscard]] Result<MappingRequest> regroupedRequest(const Evaluation& evaluation, const MappingRequest& request,
                                                      const Regrouping& change);

/// The request that cuts one group of `evaluation` in time along `cuts`, fastest loop first; none: as `request` cuts
/// groups in general. All else stays; the plan becomes a list of names if it was a name. The cuts of a layer that is
/// alone become those of a single layer, all steps of its recurrence included; cuts that the plan has for single layers
/// of the group are given up. Errors: cuts that the group can not have, or its halos with them.
[[nodiscard]] Result<MappingRequest> recutRequest(const Evaluation& evaluation, const MappingRequest& request,
                                                  std::size_t group, const std::optional<Tiling>& cuts);

/// Whether `request` has cuts for that group, or its only layer, alone.
[[nodiscard]] bool hasOwnCuts(const Evaluation& evaluation, const MappingRequest& request, std::size_t group);

}  // namespace fusewright
