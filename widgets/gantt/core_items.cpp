#include "widgets/gantt/core_items.h"

#include <algorithm>
#include <array>
#include <map>
#include <thread>
#include <utility>

#include "core/metrics/accounting.h"
#include "widgets/common/parallel_for.h"

namespace fusewright {
namespace {

/// What tells kinds of tiles apart.
using LayerAndCost = std::pair<LayerId, std::int32_t>;

/// Keys of gaps by binding cause.
std::array<std::uint8_t, kBindingCauses> gapKeys() {
  std::array<std::uint8_t, kBindingCauses> keys{};
  for (std::size_t cause = 0; cause < keys.size(); ++cause)
    keys[cause] = gapKey(idleCauseOf(static_cast<BindingCause>(cause)));
  return keys;
}

/// Tiles of consecutive numbers, visited by one thread: their data lie in that order.
struct Chunk {
  std::size_t first = 0;
  std::size_t last = 0;
  std::vector<std::size_t> place;   ///< by core: tiles there; later, where the next one goes
  std::vector<LayerAndCost> kinds;  ///< in the order they are met
};

/// Tiles of a layer mostly cost the same as the one before: says whether one does, and remembers it.
class LastCosts {
 public:
  explicit LastCosts(std::size_t layers) : costs_(layers, -1) {}
  bool repeats(LayerId layer, std::int32_t cost) { return std::exchange(costs_[layer.index()], cost) == cost; }

 private:
  std::vector<std::int32_t> costs_;
};

void survey(Chunk& chunk, const Evaluation& evaluation, std::size_t cores) {
  const TileGraph& graph = *evaluation.graph;
  chunk.place.assign(cores, 0);
  LastCosts last(evaluation.workload->layers.size());
  std::map<LayerAndCost, bool> met;
  for (std::size_t tile = chunk.first; tile < chunk.last; ++tile) {
    ++chunk.place[graph.core[tile].index()];
    const LayerAndCost kind{graph.layer[tile], evaluation.costs->ofTile[tile]};
    if (!last.repeats(kind.first, kind.second) && met.try_emplace(kind, true).second) chunk.kinds.push_back(kind);
  }
}

void fill(Chunk& chunk, const Evaluation& evaluation, const std::map<LayerAndCost, std::uint16_t>& keys,
          std::vector<std::vector<LaneItem>>& items) {
  const TileGraph& graph = *evaluation.graph;
  const Schedule& schedule = *evaluation.schedule;
  const auto gaps = gapKeys();
  LastCosts last(evaluation.workload->layers.size());
  std::vector<std::uint16_t> keyOfLayer(evaluation.workload->layers.size(), 0);
  for (std::size_t tile = chunk.first; tile < chunk.last; ++tile) {
    const LayerAndCost kind{graph.layer[tile], evaluation.costs->ofTile[tile]};
    std::uint16_t& key = keyOfLayer[kind.first.index()];
    if (!last.repeats(kind.first, kind.second)) key = keys.at(kind);
    const std::size_t core = graph.core[tile].index();
    items[core][chunk.place[core]++] = {.start = schedule.start[tile].value,
                                        .end = schedule.end[tile].value,
                                        .id = static_cast<std::int32_t>(tile),
                                        .colour = key,
                                        .gap = gaps[static_cast<std::size_t>(schedule.boundBy[tile])]};
  }
}

std::vector<Chunk> chunksOf(std::size_t tiles) {
  std::vector<Chunk> chunks(std::max(std::thread::hardware_concurrency(), 1U));
  for (std::size_t index = 0; index < chunks.size(); ++index) {
    chunks[index].first = tiles * index / chunks.size();
    chunks[index].last = tiles * (index + 1) / chunks.size();
  }
  return chunks;
}

}  // namespace

std::vector<std::vector<LaneItem>> itemsOfCores(const Evaluation& evaluation, BarKinds& kinds) {
  std::vector<std::vector<LaneItem>> items(evaluation.schedule->tilesOfCore.size());
  std::vector<Chunk> chunks = chunksOf(evaluation.graph->size());
  parallelFor(chunks.size(), [&](std::size_t index) { survey(chunks[index], evaluation, items.size()); });
  std::map<LayerAndCost, std::uint16_t> keys;
  for (const Chunk& chunk : chunks)
    for (const auto& [layer, cost] : chunk.kinds) keys.try_emplace({layer, cost}, kinds.ofTiles(layer, cost));
  std::vector<std::size_t> sizes(items.size(), 0);
  for (Chunk& chunk : chunks)
    for (std::size_t core = 0; core < sizes.size(); ++core)
      sizes[core] += std::exchange(chunk.place[core], sizes[core]);
  parallelFor(items.size(), [&](std::size_t core) { items[core].resize(sizes[core]); });
  parallelFor(chunks.size(), [&](std::size_t index) { fill(chunks[index], evaluation, keys, items); });
  return items;
}

}  // namespace fusewright
