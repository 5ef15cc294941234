#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "core/explore/search_units.h"
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
};
inline constexpr int kUnrollings = 5;

/// How the tiles of one fusion group are cut. In a group with contractions only these are cut along columns: what
/// follows a contraction needs all of them.
struct GroupShape {
  std::int64_t rows = 1;     ///< parts of the row loop of every layer, as many as it has at most; steps of a recurrence
                             ///< are rows by themselves
  std::int64_t columns = 1;  ///< parts of the channel loop of every layer, as many as it has at most
  bool rowsFastest = true;
  bool proposed = false;  ///< cut as makeMapping() proposes; `rows` and `columns` do not count
  Unrolling unrolling = Unrolling::AsMapped;
  int cores = 0;  ///< 0: as mapped; N: core N - 1 of those it is mapped to alone

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

  friend auto operator<=>(const SearchPlan&, const SearchPlan&) = default;
};

/// What the plan is in a fusion plan file: every layer is named, so nothing is left to rules of arrangement.
/// `proposed` is the mapping that `design` would have, which shapes with other cores refer to.
[[nodiscard]] ListedFusion listedPlan(const SearchPlan& plan, const std::vector<SearchUnit>& units,
                                      const Workload& workload, const Accelerator& accelerator,
                                      const std::vector<LayerMapping>& proposed);

/// What of a group decides how its shape is applied to single layers.
struct GroupTraits {
  bool contracts = false;  ///< it holds a layer that multiplies two tensors and sums up
  double stepBits = 0;     ///< largest output of a step of a recurrence in it; 0 without one
};
[[nodiscard]] GroupTraits traitsOf(std::size_t begin, std::size_t end, const std::vector<SearchUnit>& units,
                                   const Workload& workload);

/// The shape as it is for one layer: no columns for what is no contraction beside one; one row a tile for what makes as
/// much a row as a step of the group's recurrence does, since that is what its steps wait for.
[[nodiscard]] GroupShape shapeOfLayer(GroupShape shape, const GroupTraits& traits, const Workload& workload,
                                      const Layer& layer);

/// Cuts of a layer in a group of that shape: its row loop and its channel loop, as far as it has them. `cores` is how
/// many run it.
[[nodiscard]] Tiling tilingIn(const GroupShape& shape, const Layer& layer, std::size_t cores);

/// The unrolling as loops of `layer` on the array's dimensions; empty if the layer is no contraction, the array has not
/// two dimensions or the mapping's own is meant.
[[nodiscard]] std::vector<SpatialUnrolling> unrollingsIn(Unrolling unrolling, const Layer& layer, const Core& core);

/// "in_proj" or "mul_delta_A..mul_h_C": the first and last layer of a group in a few letters.
[[nodiscard]] std::string groupName(const PlannedGroup& group, const std::vector<SearchUnit>& units);

}  // namespace fusewright
