#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "core/base/assumptions.h"
#include "core/base/interval.h"
#include "core/base/result.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// What part of which layer's output an operand needs, once layout operators are seen through.
struct ProducedBox {
  LayerId producer;
  Box box;  ///< indices of the producer's output tensor
};

/// Everything that producing layers contribute to `box` of `tensor`. Empty if it comes from graph inputs and
/// weights alone.
[[nodiscard]] std::vector<ProducedBox> producersOfBox(const Workload& workload, TensorId tensor, const Box& box);

/// Tiles of `producer` (numbers within the layer, ascending) that write any of `box`: a superset only where several
/// loops share one axis and the box spans more than one iteration of the outer one.
[[nodiscard]] std::vector<std::int32_t> tilesWriting(const Layer& producer, const LayerTiling& tiling, const Box& box);

/// The place of a tile in its group's loops over steps; -1 for loops that its layer has none of. Empty where no halos
/// are recomputed.
using StepPlace = std::vector<std::int64_t>;

/// The same where halos of `producer` are recomputed, for a reader at `place`: only tiles of the reader's own step,
/// which hold all of `box` between them.
[[nodiscard]] std::vector<std::int32_t> tilesWriting(const Layer& producer, const LayerTiling& tiling, const Box& box,
                                                     const StepPlace& place);

/// Most dependencies between tiles that a design may have.
inline constexpr std::int64_t kMostDependencies = 100'000'000;

/// The graph with producers, consumers and their bits filled in, under B5 with the slices that tiles share; expects the
/// per-tile arrays and tilesOfLayer. Error if there are more than kMostDependencies, as when both sides of a layer that
/// reads all of its input are cut finely; it is foreseen from a few tiles of each layer. Error too soon after a stop is
/// requested.
[[nodiscard]] Result<TileGraph> withDependencies(const Workload& workload, TileGraph graph,
                                                 const Assumptions& assumptions = {}, std::stop_token stop = {});

}  // namespace fusewright
