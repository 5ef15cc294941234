#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/mapping/fusion_plan.h"
#include "core/mapping/mapping_request.h"

namespace fusewright {

/// Put layers, wherever they are now, into a group. It runs where it did, or as soon as all that it needs then has run.
struct MoveLayers {
  std::vector<LayerId> layers;
  std::size_t group = 0;

  friend bool operator==(const MoveLayers&, const MoveLayers&) = default;
};

/// Put layers into a new group of their own, before group `before` (or last).
struct SeparateLayers {
  std::vector<LayerId> layers;
  std::size_t before = 0;

  friend bool operator==(const SeparateLayers&, const SeparateLayers&) = default;
};

/// Cut a group in two: layers from `first` on, in file order, become a group right after it.
struct SplitGroup {
  std::size_t group = 0;
  LayerId first;

  friend bool operator==(const SplitGroup&, const SplitGroup&) = default;
};

/// Make the groups [first, last] one.
struct MergeGroups {
  std::size_t first = 0;
  std::size_t last = 0;

  friend bool operator==(const MergeGroups&, const MergeGroups&) = default;
};

/// Run the groups [first, last] before group `before` (or last).
struct ReorderGroups {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t before = 0;

  friend bool operator==(const ReorderGroups&, const ReorderGroups&) = default;
};

/// Store or recompute the halos between the layers of a group.
struct ChooseHalos {
  std::size_t group = 0;
  HaloRule halos = HaloRule::Stored;

  friend bool operator==(const ChooseHalos&, const ChooseHalos&) = default;
};

/// One change of the groups of a plan. Groups are counted as they are before it.
using Regrouping = std::variant<MoveLayers, SeparateLayers, SplitGroup, MergeGroups, ReorderGroups, ChooseHalos>;

/// The plan with that change; groups left without layers disappear. Errors are those of checkedPlan: in particular,
/// groups that would wait for one another; a place before a layer that is needed there (see newlyTooEarly); a group or
/// layer that does not exist, or a change that changes nothing.
[[nodiscard]] Result<FusionPlan> regrouped(const Workload& workload, const FusionPlan& plan, const Regrouping& change);

/// The request that leads to `plan`, in names: its groups of several layers only, if that is enough, else all groups.
/// A family of steps that lies in a group as a whole is named once.
[[nodiscard]] ListedFusion listedFusion(const Workload& workload, const FusionPlan& plan);

/// The same after `before` was changed by hand: its order, policy and rules for single layers stay, and a group keeps
/// the cuts of the groups that its layers come from, if these agree and it can be cut so.
[[nodiscard]] ListedFusion listedFusion(const Workload& workload, const FusionPlan& plan, const ListedFusion& before);

/// What a menu calls it: "Split the group before Exp".
[[nodiscard]] std::string regroupingText(const Workload& workload, const Regrouping& change);

}  // namespace fusewright
