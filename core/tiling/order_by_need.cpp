#include "core/tiling/order_by_need.h"

#include <algorithm>

namespace fusewright {
namespace {

/// A tile whose producers are being listed, and how many of them are.
struct Visit {
  TileId tile;
  std::size_t next = 0;
};

/// Lists tiles after what they need; none twice.
class NeedOrder {
 public:
  explicit NeedOrder(const TileGraph& graph) : graph_(graph), listed_(graph.size(), false) {
    order_.reserve(graph.size());
  }

  void add(TileId tile) {
    open(tile);
    while (!visits_.empty()) {
      Visit& top = visits_.back();
      const auto producers = graph_.producersOf(top.tile);
      if (top.next < producers.size()) {
        const TileId producer = producers[top.next++];
        if (sameGroup(producer, top.tile)) open(producer);
        continue;
      }
      const std::size_t done = top.tile.index();
      order_.push_back({graph_.layer[done], graph_.indexInLayer[done], graph_.group[done]});
      visits_.pop_back();
    }
  }

  /// Whether a tile of another layer of its group reads `tile`.
  [[nodiscard]] bool isNeeded(TileId tile) const {
    return std::ranges::any_of(graph_.consumersOf(tile), [&](TileId reader) {
      return sameGroup(reader, tile) && graph_.layer[reader.index()] != graph_.layer[tile.index()];
    });
  }

  [[nodiscard]] std::vector<OrderedTile> take() && { return std::move(order_); }

 private:
  /// A tile is marked when it is opened: the graph has no cycles, so it is listed before its reader is.
  void open(TileId tile) {
    if (listed_[tile.index()]) return;
    listed_[tile.index()] = true;
    visits_.push_back({tile, 0});
  }

  [[nodiscard]] bool sameGroup(TileId a, TileId b) const { return graph_.group[a.index()] == graph_.group[b.index()]; }

  const TileGraph& graph_;
  std::vector<bool> listed_;
  std::vector<Visit> visits_;
  std::vector<OrderedTile> order_;
};

}  // namespace

std::vector<OrderedTile> orderByNeed(const TileGraph& graph) {
  NeedOrder order(graph);
  // Tiles are numbered by group, so those that nothing needs close their group before the next one begins.
  for (std::size_t tile = 0; tile < graph.size(); ++tile)
    if (!order.isNeeded(TileId(tile))) order.add(TileId(tile));
  return std::move(order).take();
}

}  // namespace fusewright
