#pragma once

#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/workload/workload.h"

namespace fusewright {

/// Layers run together so that what passes between them can stay on chip. Order inside a group is file order.
struct FusionGroup {
  std::vector<LayerId> layers;

  friend bool operator==(const FusionGroup&, const FusionGroup&) = default;
};

/// Fusion groups (layer stacks) in order of execution: a partition of the Compute layers.
struct FusionPlan {
  std::vector<FusionGroup> groups;

  friend bool operator==(const FusionPlan&, const FusionPlan&) = default;
};

/// Every Compute layer alone, in file order.
[[nodiscard]] FusionPlan unfusedPlan(const Workload& workload);

/// Layers named by `groups` (each a list of layer or family names, or op-type names), the rest alone, arranged as METHOD A2 says: unnamed
/// layers before the groups in file order unless dependencies ask otherwise. Errors: unknown layer, a layer in two groups, a group order that no
/// schedule can follow (the dependency cycle is named).
[[nodiscard]] Result<FusionPlan> planFromNames(const Workload& workload, const std::vector<std::vector<std::string>>& groups);

/// The study's groups by name (METHOD A2): unfused, A, B, A-B, AS, BS, AS-B, A-BS, all. Error if `workload` has no Mamba block.
[[nodiscard]] Result<FusionPlan> studyPlan(const Workload& workload, const std::string& name);

/// Checks that `plan` is a partition that can be executed group by group.
[[nodiscard]] Result<FusionPlan> checkedPlan(const Workload& workload, FusionPlan plan);

}  // namespace fusewright
