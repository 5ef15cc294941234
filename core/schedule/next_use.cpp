#include "core/schedule/next_use.h"

#include <algorithm>
#include <span>

namespace fusewright {

NextUse::NextUse(const TileGraph& graph) : graph_(graph) {
  readersBegin_.assign(graph.constants.size() + 1, 0);
  for (std::int32_t constant : graph.constant) ++readersBegin_[static_cast<std::size_t>(constant) + 1];
  for (std::size_t constant = 0; constant < graph.constants.size(); ++constant)
    readersBegin_[constant + 1] += readersBegin_[constant];
  readers_.resize(graph.constant.size());
  std::vector<std::int32_t> next(readersBegin_.begin(), readersBegin_.end() - 1);
  for (std::size_t tile = 0; tile < graph.size(); ++tile)
    for (std::int32_t constant : graph.constantsOf(TileId(tile)))
      readers_[static_cast<std::size_t>(next[static_cast<std::size_t>(constant)]++)] = TileId(tile);
}

std::int32_t NextUse::after(PieceId piece, TileId tile) const {
  if (piece.index() < graph_.size()) {
    const LayerId layer = graph_.layer[piece.index()];
    const auto consumers = graph_.consumersOf(TileId(piece.value));
    for (auto next = std::ranges::upper_bound(consumers, tile); next != consumers.end(); ++next)
      if (graph_.layer[next->index()] != layer) return next->value;
    return kNeverUsed;
  }
  const std::size_t constant = piece.index() - graph_.size();
  const auto begin = static_cast<std::size_t>(readersBegin_[constant]);
  const auto count = static_cast<std::size_t>(readersBegin_[constant + 1]) - begin;
  const auto readers = std::span(readers_).subspan(begin, count);
  const auto next = std::ranges::upper_bound(readers, tile);
  return next == readers.end() ? kNeverUsed : next->value;
}

}  // namespace fusewright
