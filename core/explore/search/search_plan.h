#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/explore/search/search_units.h"
#include "core/hardware/accelerator.h"
#include "core/mapping/mapping_request.h"

namespace fusewright {

/// What a contraction unrolls over an array of two dimensions.
enum class Unrolling : std::uint8_t {
  AsMapped,      ///< as the design's mapping has it
  InnerByOuter,  ///< inner loop on the first dimension, columns of the output on the second
  OuterByInner,  ///< the other way round
  RowsByInner,   ///< rows on the first, inner loop on the second: small blocks of columns keep the array busy
  InnerByRows,   ///< the other way round
  RowsByOuter,   ///< rows on the first, columns on the second: a short inner loop need not fill the array
  OuterByRows,   ///< the other way round
  FitsTile,      ///< of all these the one with which a tile takes the fewest cycles
};
inline constexpr int kUnrollings = 8;  ///< FitsTile is the last

/// On which cores the layers of a group run.
enum class Placement : std::uint8_t {
  AsMapped,  ///< on those that the design's mapping has
  General,   ///< all on the cores that are meant for no operators in particular, so that nothing crosses to helpers
  OneEach,   ///< each layer on one of those, so that each core computes layers of its own while the others compute
             ///< theirs
};

/// How the tiles of one fusion group are cut. In a group with contractions only these are cut along columns, since what
/// follows a contraction needs all of them: the one with the largest weights into `columns` parts, others so that the
/// blocks of their weights are about as large. All other layers are cut into `slices`. In a group that works head by
/// head, as attention does, columns are heads, and all layers are cut alike.
struct GroupShape {
  std::int64_t rows = 1;     ///< parts of the row loop of every layer, as many as it has at most; steps of a recurrence
                             ///< are rows by themselves
  std::int64_t columns = 1;  ///< parts of the channel loop of every layer, as many as it has at most
  bool rowsFastest = true;
  bool proposed = false;  ///< cut as makeMapping() proposes; `rows` and `columns` do not count
  Unrolling unrolling = Unrolling::AsMapped;
  std::int64_t slices = 1;  ///< parts of the channel loop of what is no contraction in a group that has some
  int cores = 0;            ///< 0: all that it is placed on; N: core N - 1 of those alone
  Placement placement = Placement::AsMapped;

  friend auto operator<=>(const GroupShape&, const GroupShape&) = default;
};

/// A run of units that are fused.
struct PlannedGroup {
  std::size_t begin = 0;
  std::size_t end = 0;
  GroupShape shape;

  friend auto operator<=>(const PlannedGroup&, const PlannedGroup&) = default;
};

/// A point of the search space: runs of units in the order in which they are listed, and choices for the scheduler.
struct SearchPlan {
  std::vector<PlannedGroup> groups;
  std::int32_t prefetch = 0;  ///< tiles ahead; 0: as the assumptions say
  Eviction eviction = Eviction::FarthestUse;
  TileOrder order = TileOrder::ByNeed;
  LinkUse links = LinkUse::Whole;

  friend auto operator<=>(const SearchPlan&, const SearchPlan&) = default;
};

/// What the plan is in a fusion plan file: every layer is named, so nothing is left to rules of arrangement.
/// `proposed` is the mapping that `design` would have, which shapes with other cores refer to.
[[nodiscard]] ListedFusion listedPlan(const SearchPlan& plan, const std::vector<SearchUnit>& units,
                                      const Workload& workload, const Accelerator& accelerator,
                                      const std::vector<LayerMapping>& proposed);

/// How `layer` is mapped where its group has that placement: as `proposed`, or as is proposed for the general cores if
/// it is on others.
[[nodiscard]] LayerMapping placedMapping(const Layer& layer, const LayerMapping& proposed, Placement placement,
                                         const Accelerator& accelerator);

/// Cycles that a layer computes alone on the first core that it is mapped to.
[[nodiscard]] double cyclesOnOneCore(const Layer& layer, const LayerMapping& proposed, const Accelerator& accelerator);

/// Placement::OneEach: for each of the layers or units with that many `cycles` on one core which of `cores` cores it
/// runs on: runs of consecutive ones, so that no core waits for one that waits for it, cut so that the busiest core has
/// least to do; of equals the first cores have more.
[[nodiscard]] std::vector<int> dealtOneEach(std::span<const double> cycles, int cores);

struct LayerTraits;

/// What of a group decides how its shape is applied to single layers.
struct GroupTraits {
  bool sumsUp = false;       ///< it holds a layer that multiplies two tensors and sums up
  bool byHeads = true;       ///< all its layers work head by head: columns are heads, and none needs more than its own
  double largestWeight = 0;  ///< bits of the largest second operand of a layer that multiplies two tensors and sums up
  double stepBits = 0;       ///< largest output of a step of a recurrence in it; 0 without one

  void add(const LayerTraits& layer);

  /// Whether what follows a contraction in it has to wait for all columns of a row.
  [[nodiscard]] bool contracts() const { return sumsUp && !byHeads; }
};

/// What of a layer decides how the shape of its group is applied to it.
struct LayerTraits {
  bool contracts = false;  ///< contracts(), and is no step of a recurrence
  bool recurrent = false;  ///< a step of a recurrence
  bool byHeads = false;  ///< its channels lie outside its rows, and it sums up over none of them, as heads of attention
  double weightBits = 0;  ///< of the second operand of what contracts, but for images
  double outputBits = 0;
  std::int64_t rows = 1;     ///< iterations of its row loop; 1 without one
  std::int64_t columns = 1;  ///< of its channel loop

  /// Whether it is a step of the group's recurrence or makes as much a row as a step does, so that its rows go step by
  /// step.
  [[nodiscard]] bool isStepLike(const GroupTraits& group) const;
};
[[nodiscard]] LayerTraits traitsOf(const Workload& workload, const Layer& layer);
[[nodiscard]] GroupTraits traitsOf(std::size_t begin, std::size_t end, const std::vector<SearchUnit>& units,
                                   const Workload& workload);

/// The shape as it is for one layer: slices for what is no contraction beside one, columns in proportion to the weights
/// for what is; one row a tile for what makes as much a row as a step of the group's recurrence does, since that is
/// what its steps wait for. Those and the steps come slice by slice, all steps of one before those of the next; not in
/// slices at all if the rows of a group with contractions are cut, since its rounds go by rows.
[[nodiscard]] GroupShape shapeOfLayer(GroupShape shape, const GroupTraits& group, const LayerTraits& layer);

/// Cuts of a layer in a group of that shape: its row loop and its channel loop, as far as it has them. `cores` is how
/// many run it.
[[nodiscard]] Tiling tilingIn(const GroupShape& shape, const Layer& layer, std::size_t cores);

/// The unrolling as loops of `layer` on the array's dimensions; empty if the layer is no contraction, the array has not
/// two dimensions or the mapping's own is meant.
[[nodiscard]] std::vector<SpatialUnrolling> unrollingsIn(Unrolling unrolling, const Layer& layer, const Core& core);

/// What Unrolling::FitsTile comes to for a layer with those cuts, mapped as `proposed` says. Stable among equals.
[[nodiscard]] Unrolling fittingUnrolling(const Layer& layer, const Tiling& cuts, const LayerMapping& proposed,
                                         const Accelerator& accelerator);

/// Whether the layer multiplies two tensors and sums up over more than a window of an image.
[[nodiscard]] bool contracts(const Layer& layer);

/// The divisor of `size` that is nearest to `parts` from above.
[[nodiscard]] std::int64_t divisorFrom(std::int64_t parts, std::int64_t size);

/// "in_proj" or "mul_delta_A..mul_h_C": the first and last layer of a group in a few letters.
[[nodiscard]] std::string groupName(const PlannedGroup& group, const std::vector<SearchUnit>& units);

}  // namespace fusewright
