#pragma once

#include <vector>

#include "core/mapping/fusion_plan.h"
#include "core/mapping/mapping_request.h"
#include "core/workload/workload.h"

namespace fusewright {

/// The layers of `group` that no other layer of it reads, also through layers without cost: where halos are recomputed
/// these alone decide how the group is cut.
[[nodiscard]] std::vector<LayerId> lastLayers(const Workload& workload, const std::vector<LayerId>& group);

/// `plan`, made from the names of `listed`, with what `listed` says of the halos of its groups.
[[nodiscard]] FusionPlan withHalos(const Workload& workload, const ListedFusion& listed, FusionPlan plan);

/// What is to be said of group number `group` of `listed`.
[[nodiscard]] inline HaloRule halosOf(const ListedFusion& listed, std::size_t group) {
  return group < listed.halos.size() ? listed.halos[group] : HaloRule::Stored;
}

}  // namespace fusewright
