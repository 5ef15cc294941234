#include "core/tiling/build_tile_graph.h"

#include <fmt/format.h>

#include "core/tiling/layer_tiling.h"
#include "core/tiling/order_by_need.h"
#include "core/tiling/recomputed_halos.h"
#include "core/tiling/tile_constants.h"
#include "core/tiling/tile_dependencies.h"
#include "core/tiling/tile_order.h"
#include "core/workload/footprint.h"

namespace fusewright {
namespace {

/// The first layer with which the design passes kMostTiles.
Result<void> checkTileCount(const Workload& workload, const std::vector<LayerTiling>& tilings) {
  std::int64_t total = 0;
  for (std::size_t layer = 0; layer < tilings.size(); ++layer) {
    if (tilings[layer].tiles > kMostTiles - total)
      return failure(fmt::format("the tiling asks for more than {} tiles", kMostTiles),
                     fmt::format("{}: node '{}'", workload.name, workload.layers[layer].name),
                     "ask for fewer parts with --tiling DIM=PARTS");
    total += tilings[layer].tiles;
  }
  return {};
}

/// Size of what tiles leave behind, looked up by layer: one size each, but for those that overlap.
class StoredBits {
 public:
  StoredBits(const Workload& workload, const std::vector<LayerTiling>& tilings) : tilings_(tilings) {
    outputs_.reserve(tilings.size());
    for (std::size_t layer = 0; layer < tilings.size(); ++layer) {
      outputs_.push_back(workload.layers[layer].output);
      outputs_.back().precision = storedPrecision(workload, workload.layers[layer]);
      ofFirst_.push_back(tilings[layer].tiles > 0 ? of(layer, 0) : Bits{});
    }
  }

  [[nodiscard]] Bits operator()(const OrderedTile& tile) const {
    const std::size_t layer = tile.layer.index();
    return tilings_[layer].overlaps() ? of(layer, tile.indexInLayer) : ofFirst_[layer];
  }

 private:
  [[nodiscard]] Bits of(std::size_t layer, std::int64_t index) const {
    return billedBits(outputs_[layer], tileRanges(tilings_[layer], index));
  }

  const std::vector<LayerTiling>& tilings_;
  std::vector<Operand> outputs_;  ///< by LayerId, as precise as they are stored
  std::vector<Bits> ofFirst_;
};

/// The per-tile arrays and tilesOfLayer.
TileGraph numberTiles(const Workload& workload, const Mapping& mapping, std::vector<LayerTiling> tilings,
                      const std::vector<OrderedTile>& order) {
  TileGraph graph;
  graph.tilesOfLayer.resize(tilings.size());
  const StoredBits outputBits(workload, tilings);
  for (std::size_t layer = 0; layer < tilings.size(); ++layer)
    graph.tilesOfLayer[layer].resize(static_cast<std::size_t>(tilings[layer].tiles));
  graph.layer.reserve(order.size());
  graph.indexInLayer.reserve(order.size());
  graph.group.reserve(order.size());
  graph.core.reserve(order.size());
  graph.outputBits.reserve(order.size());
  for (const OrderedTile& tile : order) {
    const std::vector<CoreId>& cores = mapping.layers[tile.layer.index()].cores;
    const std::int64_t part = interCorePart(tilings[tile.layer.index()], tile.indexInLayer);
    graph.tilesOfLayer[tile.layer.index()][static_cast<std::size_t>(tile.indexInLayer)] = TileId(graph.layer.size());
    graph.layer.push_back(tile.layer);
    graph.indexInLayer.push_back(tile.indexInLayer);
    graph.group.push_back(tile.group);
    graph.core.push_back(cores[static_cast<std::size_t>(part) % cores.size()]);
    graph.outputBits.push_back(outputBits(tile));
  }
  graph.layerTilings = std::move(tilings);
  return graph;
}

/// The same without room to spare: graphs are kept as long as their evaluations.
TileGraph trimmed(TileGraph graph) {
  graph.producer.shrink_to_fit();
  graph.producerBits.shrink_to_fit();
  graph.producerInput.shrink_to_fit();
  graph.producerSlice.shrink_to_fit();
  graph.constants.shrink_to_fit();
  graph.constant.shrink_to_fit();
  return graph;
}

}  // namespace

Result<TileGraph> buildTileGraph(const Workload& workload, const Mapping& mapping, const Assumptions& assumptions,
                                 std::stop_token stop) {
  Result<std::vector<LayerTiling>> cut =
      withRecomputedHalos(workload, mapping.fusion, tileLayers(workload, mapping, assumptions));
  if (!cut) return tl::make_unexpected(cut.error());
  std::vector<LayerTiling> tilings = *std::move(cut);
  if (auto counted = checkTileCount(workload, tilings); !counted) return tl::make_unexpected(counted.error());
  const std::vector<OrderedTile> order = orderTiles(workload, mapping.fusion, tilings);
  Result<TileGraph> graph =
      withDependencies(workload, numberTiles(workload, mapping, std::move(tilings), order), assumptions, stop);
  if (graph && mapping.fusion.order == TileOrder::ByNeed) {
    const std::vector<OrderedTile> byNeed = orderByNeed(*graph);
    graph = withDependencies(workload, numberTiles(workload, mapping, std::move(graph->layerTilings), byNeed),
                             assumptions, stop);
  }
  if (!graph) return graph;
  return trimmed(withConstants(workload, std::move(*graph), assumptions));
}

}  // namespace fusewright
