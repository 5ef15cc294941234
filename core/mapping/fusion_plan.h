#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/workload/workload.h"

namespace fusewright {

/// What becomes of halos, the outputs that tiles of two steps read both, between the layers of a group.
enum class HaloRule : std::uint8_t {
  Stored,      ///< made once, and kept or fetched again for the next step
  Recomputed,  ///< every step makes all that it reads, so that nothing is kept from step to step
};

/// Layers run together so that what passes between them can stay on chip. Order inside a group is file order.
struct FusionGroup {
  std::vector<LayerId> layers;
  HaloRule halos = HaloRule::Stored;

  friend bool operator==(const FusionGroup&, const FusionGroup&) = default;
};

/// In what order the tiles of a group are listed. Where all its layers have as many tiles the two are the same.
enum class TileOrder : std::uint8_t {
  Turns,   ///< METHOD A3: in each slot every layer gives its whole share in turn
  Nested,  ///< as Turns, but layers next to one another that have more than one tile in a slot share it out among
           ///< themselves, slot in slot: what is cut finely runs in step inside each tile of what is cut coarsely
  ByNeed,  ///< every tile right before the first one that needs it, from the last layers back: halos and cuts that do
           ///< not line up are computed when they are wanted, and nothing is made long before it is read
};

/// Fusion groups (layer stacks) in order of execution: a partition of the Compute layers.
struct FusionPlan {
  std::vector<FusionGroup> groups;
  TileOrder order = TileOrder::Turns;
  std::vector<Warning> warnings = {};  ///< layers that were taken into a group although it does not name them

  friend bool operator==(const FusionPlan&, const FusionPlan&) = default;
};

/// Every Compute layer alone, in file order, except that steps of a recurrence that carry no state follow those that do
/// (METHOD A2: every mul_h_C after all of mul_h_dA and add_dBx).
[[nodiscard]] FusionPlan unfusedPlan(const Workload& workload);

/// Groups of the layers that each list names (layersNamed() says what counts as a name), in the order given. Layers
/// that no list names are alone, ordered as in unfusedPlan: those before the last layer of a group in the file come
/// before that group, the others after all groups, as in the study's schedules. That order is a priority among tiles
/// that are ready, so a group may come before what it needs. A layer that costs something only under the chosen
/// assumptions (B8) and lies between two layers of a group joins it, with a warning: where it costs nothing the group
/// spans it too. Names of layers that cost nothing are passed over. Errors: unknown layer, a layer in two groups,
/// groups that wait for one another (the cycle is named).
[[nodiscard]] Result<FusionPlan> planFromNames(const Workload& workload,
                                               const std::vector<std::vector<std::string>>& groups);

/// The study's groups by name (METHOD A2): unfused, A, B, A-B, AS, BS, AS-B, A-BS, all. Error if `workload` has no
/// Mamba block.
[[nodiscard]] Result<FusionPlan> studyPlan(const Workload& workload, const std::string& name);

/// Checks that `plan` is a partition of the Compute layers and that no groups wait for one another; puts the layers of
/// each group into file order. The order of the groups is free.
[[nodiscard]] Result<FusionPlan> checkedPlan(const Workload& workload, FusionPlan plan);

}  // namespace fusewright
