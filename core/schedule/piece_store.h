#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/schedule/eviction_queue.h"
#include "core/schedule/memory_occupancy.h"
#include "core/schedule/piece_places.h"
#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"

namespace fusewright {

/// Which piece leaves first when room is needed.
enum class EvictionRule : std::uint8_t {
  LeastWanted,      ///< least remaining uses * size (METHOD A5.4)
  FarthestNextUse,  ///< the one that is read again last, in order of priority (B9; Belady's rule)
};

/// Where every piece is while a schedule is being made: stays in memories, remaining uses, and how full memories are.
class PieceStore {
 public:
  /// All pieces that exist before scheduling, with the uses that `places` says (usesByMemory()); constants lie in
  /// `offChip` from cycle 0.
  PieceStore(const TileGraph& graph, std::span<const Bits> capacities, MemoryId offChip, PiecePlaces places,
             EvictionRule rule = EvictionRule::LeastWanted);

  /// A part of `whole` fetched for one tile alone; it has no uses to count.
  [[nodiscard]] PieceId addSlice(PieceId whole, TileId tile, Bits bits);

  /// Starts a stay of `piece`: its room is taken from `from`, it can be read from `available`.
  void enter(PieceId piece, MemoryId memory, double from, double available);
  /// Ends it.
  void leave(PieceId piece, MemoryId memory, double at);
  /// Ends all stays of `piece`, each when the last tile that used it there has ended; `at`, where none did.
  void leaveEverywhere(PieceId piece, double at);
  /// Ends every stay that is still open.
  void leaveAll(double at);

  [[nodiscard]] bool holds(MemoryId memory, PieceId piece) const { return stayIn(piece, memory) >= 0; }
  /// Whether it is there and nowhere else.
  [[nodiscard]] bool isOnlyIn(MemoryId memory, PieceId piece) const;
  /// Calls `visit` with each memory that holds it, in their order.
  template <typename Visit>
  void visitStays(PieceId piece, const Visit& visit) const {
    places_.visit(piece, [&](MemoryId memory, const PiecePlace& place) {
      if (place.stay >= 0) visit(memory);
    });
  }
  [[nodiscard]] double availableAt(PieceId piece, MemoryId memory) const {
    return available_[static_cast<std::size_t>(stayIn(piece, memory))];
  }
  /// When its room was taken; requires that it is there.
  [[nodiscard]] double since(PieceId piece, MemoryId memory) const {
    return residencies_[static_cast<std::size_t>(stayIn(piece, memory))].from.value;
  }
  void noteUse(PieceId piece, MemoryId memory, TileId tile, double end);
  /// Something else than a tile reads it there until then: a transfer.
  void holdUntil(PieceId piece, MemoryId memory, double end) {
    double& last = places_.at(piece, memory).lastUse;
    last = std::max(last, end);
  }
  /// Which tile reads `piece` next; kNeverUsed if none does.
  void setNextUse(PieceId piece, std::int32_t tile) {
    nextUse_[piece.index()] = tile;
    queueStays(piece);
  }
  /// The piece that a slice was cut from.
  [[nodiscard]] PieceId sourceOf(PieceId slice) const { return PieceId(pieces_[slice.index()].source); }
  /// One use in `memory` less.
  void countDown(PieceId piece, MemoryId memory);
  /// Whether no use is left in any memory.
  [[nodiscard]] bool isUsedUp(PieceId piece) const { return remainingUses_[piece.index()] == 0; }
  /// How many uses speak for keeping `piece` in `memory`: those there; in a memory where nobody ever wanted it, those
  /// in memories that lack it (METHOD A5.4 and the published tool).
  [[nodiscard]] std::int64_t priority(PieceId piece, MemoryId memory) const;
  /// The latest end of a tile that used it there, off chip anywhere; negative if none did.
  [[nodiscard]] double lastUse(PieceId piece, MemoryId memory) const { return places_.of(piece, memory).lastUse; }

  [[nodiscard]] LayerId layerOf(PieceId piece) const { return pieces_.layerOf(piece); }
  [[nodiscard]] Bits bitsOf(PieceId piece) const { return pieces_.bitsOf(piece); }
  [[nodiscard]] const MemoryOccupancy& occupancy(MemoryId memory) const { return occupancies_[memory.index()]; }
  /// What is held now, in order of arrival.
  [[nodiscard]] std::vector<PieceId> contents(MemoryId memory) const;
  /// The piece to leave first by the rule that `keep` does not name; the earliest arrival among equals.
  template <typename Keep>
  [[nodiscard]] std::optional<PieceId> leastWanted(MemoryId memory, Keep&& keep) {
    refreshQueue(memory);
    return queues_[memory.index()].first(
        [&](const EvictionQueue::Stay& stay) {
          return stayIn(stay.piece, memory) == stay.residency && wanted(stay.piece, memory) == stay.wanted;
        },
        std::forward<Keep>(keep));
  }

  [[nodiscard]] PieceTable takePieces() && { return std::move(pieces_); }
  /// In the order in which they were entered.
  [[nodiscard]] std::vector<Residency> takeResidencies() && { return std::move(residencies_); }

 private:
  static constexpr PieceId kGone{-1};

  /// Pieces in order of arrival; those that left stay as gaps until half of the arrivals are gaps.
  struct Contents {
    std::vector<PieceId> arrivals;
    std::size_t gaps = 0;
  };

  void closeGaps(MemoryId memory);
  /// Starts the queue of `memory`, or makes it anew when most of its entries are out of date.
  void refreshQueue(MemoryId memory);
  [[nodiscard]] EvictionQueue::Stay queuedStay(PieceId piece, MemoryId memory) const {
    return {.wanted = wanted(piece, memory),
            .bits = bitsOf(piece).value,
            .residency = stayIn(piece, memory),
            .piece = piece};
  }
  /// To be called whenever what speaks for a piece may have changed.
  void queueStays(PieceId piece) {
    if (activeQueues_ == 0) return;
    visitStays(piece, [&](MemoryId memory) {
      if (queues_[memory.index()].active()) queues_[memory.index()].add(queuedStay(piece, memory));
    });
  }
  [[nodiscard]] double wanted(PieceId piece, MemoryId memory) const {
    if (rule_ == EvictionRule::FarthestNextUse) return -static_cast<double>(nextUse_[piece.index()]);
    return static_cast<double>(priority(piece, memory)) * static_cast<double>(bitsOf(piece).value);
  }
  [[nodiscard]] std::int32_t stayIn(PieceId piece, MemoryId memory) const { return places_.of(piece, memory).stay; }

  EvictionRule rule_;
  PieceTable pieces_;
  std::vector<std::int32_t> nextUse_;  ///< by piece: TileId
  MemoryId offChip_;
  PiecePlaces places_;
  std::vector<std::int64_t> remainingUses_;  ///< by piece: the sum of uses left in all memories
  std::vector<Residency> residencies_;
  std::vector<double> available_;  ///< by residency
  std::vector<std::size_t> slot_;  ///< by residency: position in the contents of its memory
  std::vector<MemoryOccupancy> occupancies_;
  std::vector<Contents> contents_;
  std::vector<EvictionQueue> queues_;  ///< by memory
  std::size_t activeQueues_ = 0;
};

}  // namespace fusewright
