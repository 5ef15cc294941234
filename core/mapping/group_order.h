#pragma once

#include <optional>

#include "core/mapping/fusion_plan.h"

namespace fusewright {

/// A layer and one whose output it reads, directly or through layers without cost.
struct LayerNeed {
  LayerId layer;
  LayerId needed;

  friend bool operator==(const LayerNeed&, const LayerNeed&) = default;
};

/// The first layer, in order of `plan`, that would run before the group of a layer that it needs, though it did not in
/// `before`. The study's own orders let some groups come before what they need, as priorities among tiles that are
/// ready; what a person asks for may leave that as it is and add nothing to it.
[[nodiscard]] std::optional<LayerNeed> newlyTooEarly(const Workload& workload, const FusionPlan& before,
                                                     const FusionPlan& plan);

/// `plan` with its groups moved back as little as it takes that newlyTooEarly() finds nothing. Its groups must not wait
/// for one another (see checkedPlan).
[[nodiscard]] FusionPlan inNeededOrder(const Workload& workload, const FusionPlan& before, FusionPlan plan);

}  // namespace fusewright
