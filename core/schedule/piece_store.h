#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/schedule/eviction_queue.h"
#include "core/schedule/memory_occupancy.h"
#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"

namespace fusewright {

/// Where every piece is while a schedule is being made: stays in memories, remaining uses, and how full memories are.
class PieceStore {
 public:
  /// All pieces that exist before scheduling, with their uses; constants lie in `offChip` from cycle 0.
  PieceStore(const TileGraph& graph, std::span<const Bits> capacities, MemoryId offChip);

  /// A part of `whole` fetched for one tile alone; it has no uses to count.
  [[nodiscard]] PieceId addSlice(PieceId whole, TileId tile, Bits bits);

  /// Starts a stay of `piece`: its room is taken from `from`, it can be read from `available`.
  void enter(PieceId piece, MemoryId memory, double from, double available);
  /// Ends it.
  void leave(PieceId piece, MemoryId memory, double at);
  /// Ends all stays of `piece`.
  void leaveEverywhere(PieceId piece, double at);
  /// Ends every stay that is still open.
  void leaveAll(double at);

  [[nodiscard]] bool holds(MemoryId memory, PieceId piece) const { return stayIn(piece, memory) >= 0; }
  [[nodiscard]] double availableAt(PieceId piece, MemoryId memory) const {
    return available_[static_cast<std::size_t>(stayIn(piece, memory))];
  }
  void noteUse(PieceId piece, MemoryId memory, TileId tile, double end);
  /// One use less; true if none is left.
  [[nodiscard]] bool countDown(PieceId piece) {
    wanted_[piece.index()] -= static_cast<double>(bitsOf(piece).value);
    for (std::size_t memory = 0; memory < queues_.size(); ++memory) queueStay(piece, MemoryId(memory));
    return --remainingUses_[piece.index()] == 0;
  }
  /// The latest end of a tile that used it.
  [[nodiscard]] double lastUse(PieceId piece) const { return lastUse_[piece.index()]; }

  [[nodiscard]] Bits bitsOf(PieceId piece) const { return pieces_[piece.index()].bits; }
  [[nodiscard]] const MemoryOccupancy& occupancy(MemoryId memory) const { return occupancies_[memory.index()]; }
  /// What is held now, in order of arrival.
  [[nodiscard]] std::vector<PieceId> contents(MemoryId memory) const;
  /// The piece of least remaining uses * size that `keep` does not name (METHOD A5.4); the earliest arrival among
  /// equals.
  template <typename Keep>
  [[nodiscard]] std::optional<PieceId> leastWanted(MemoryId memory, Keep&& keep) {
    refreshQueue(memory);
    return queues_[memory.index()].first(
        [&](const EvictionQueue::Stay& stay) {
          return stayIn(stay.piece, memory) == stay.residency && wanted_[stay.piece.index()] == stay.wanted;
        },
        std::forward<Keep>(keep));
  }

  [[nodiscard]] std::vector<Piece> takePieces() && { return std::move(pieces_); }
  [[nodiscard]] std::vector<Residency> takeResidencies() && { return std::move(residencies_); }

 private:
  static constexpr PieceId kGone{-1};

  /// Pieces in order of arrival; those that left stay as gaps until half of the slots are gaps.
  struct Contents {
    std::vector<PieceId> slots;
    std::size_t gaps = 0;
  };

  void closeGaps(MemoryId memory);
  /// Starts the queue of `memory`, or makes it anew when most of its entries are out of date.
  void refreshQueue(MemoryId memory);
  [[nodiscard]] EvictionQueue::Stay queuedStay(PieceId piece, MemoryId memory) const {
    return {.wanted = wanted_[piece.index()], .residency = stayIn(piece, memory), .piece = piece};
  }
  void queueStay(PieceId piece, MemoryId memory) {
    if (queues_[memory.index()].active() && holds(memory, piece))
      queues_[memory.index()].add(queuedStay(piece, memory));
  }
  [[nodiscard]] std::int32_t stayIn(PieceId piece, MemoryId memory) const {
    return stay_[piece.index() * contents_.size() + memory.index()];
  }

  std::vector<Piece> pieces_;
  std::vector<std::int32_t> remainingUses_;
  std::vector<double> wanted_;  ///< by piece: remaining uses * bits
  std::vector<double> lastUse_;
  std::vector<std::int32_t> stay_;  ///< by piece, then memory: index of the open residency, -1 if none
  std::vector<Residency> residencies_;
  std::vector<double> available_;  ///< by residency
  std::vector<std::size_t> slot_;  ///< by residency: position in the contents of its memory
  std::vector<MemoryOccupancy> occupancies_;
  std::vector<Contents> contents_;
  std::vector<EvictionQueue> queues_;  ///< by memory
};

}  // namespace fusewright
