#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/assumptions.h"
#include "core/cost/tile_cost.h"
#include "core/hardware/accelerator.h"
#include "core/mapping/schedule_policy.h"
#include "core/schedule/broadcast_book.h"
#include "core/schedule/link_reservation.h"
#include "core/schedule/needed_pieces.h"
#include "core/schedule/next_use.h"
#include "core/schedule/piece_store.h"
#include "core/schedule/route_table.h"
#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// Places one tile after the other, in the order they are handed in, following the eight steps of METHOD A5. Each step
/// is a member named after it; the state they share is private. What METHOD part B repairs of a step stands in the
/// step, asked for by repaired().
class TileScheduler {
 public:
  TileScheduler(const Workload& workload, const Accelerator& accelerator, const TileGraph& graph,
                const TileCosts& costs, const Assumptions& assumptions, Eviction eviction = Eviction::FarthestUse,
                LinkUse links = LinkUse::Whole);

  /// Schedules one tile and gives its end; all its producers must have been placed.
  double place(TileId tile);

  /// Closes all books.
  [[nodiscard]] Schedule finish() &&;

 private:
  /// The earliest start found so far for the tile being placed, and what set it.
  struct Start {
    double time = 0;
    BindingCause cause = BindingCause::None;
    std::int32_t id = -1;

    void atLeast(double bound, BindingCause why, std::int32_t whom) {
      if (bound > time) *this = {bound, why, whom};
    }
  };

  /// When room is there, and the piece that left last to make it.
  struct Room {
    double time = 0;
    std::int32_t madeBy = -1;
    bool none = false;  ///< even an emptied memory is too small
  };

  /// How a piece was moved: when its room is taken and it can be read, and its last transfer.
  struct Carried {
    double start = 0;
    double end = 0;
    Booker heldBy;
    TransferId last{-1};
  };

  /// A slice that the tile being placed reads.
  struct HeldSlice {
    PieceId piece;
    MemoryId memory;
    std::int32_t shared = -1;  ///< NeededPiece::shared
  };

  /// A slice that several tiles read (B5).
  struct SharedSlice {
    std::optional<PieceId> piece;  ///< once it has been fetched
    std::int32_t readersLeft = 0;
  };

  [[nodiscard]] const TileCost& costOf(TileId tile) const {
    return costs_.distinct[static_cast<std::size_t>(costs_.ofTile[tile.index()])];
  }
  [[nodiscard]] bool repaired(Repair repair) const { return assumptions_.has(repair); }
  /// Slices are numbered after all other pieces.
  [[nodiscard]] bool isSlice(PieceId piece) const { return piece.index() >= neededBy_.size(); }
  /// Whether the tile being placed reads `piece`.
  [[nodiscard]] bool isNeeded(PieceId piece) const {
    if (isSlice(piece)) return std::ranges::find(slices_, piece, &HeldSlice::piece) != slices_.end();
    return neededBy_[piece.index()] == placing_.value;
  }

  void markNeeded(TileId tile);
  void synchronise(TileId tile);
  [[nodiscard]] Start afterProducers(TileId tile) const;
  void flush(TileId tile, Start& start);
  void fetchAll(TileId tile, Start& start);
  [[nodiscard]] double earliestFetch(TileId tile) const;
  [[nodiscard]] bool isThere(const NeededPiece& need, MemoryId memory, Start& start);
  [[nodiscard]] NeededPiece asFetched(NeededPiece need) const;
  void fetch(TileId tile, const NeededPiece& need, double earliest, Start& start);
  [[nodiscard]] std::optional<MemoryId> holder(PieceId piece, CoreId reader) const;
  [[nodiscard]] double latestFetch(std::span<const LinkId> links, double ready, double duration,
                                   std::int64_t bandwidth) const;
  [[nodiscard]] Room makeRoom(MemoryId memory, Bits bits, double from, double inTime);
  [[nodiscard]] std::optional<PieceId> victimIn(MemoryId memory, double inTime);
  void dropIdle(MemoryId memory, Bits bits, double from, double inTime);
  [[nodiscard]] Room makeRoomInTime(MemoryId memory, Bits bits, double from, double inTime);
  double evict(PieceId piece, MemoryId memory, double at, LayerId sharedLike);
  TransferId writeBack(PieceId piece, MemoryId memory, double requested, TransferCause cause, LayerId sharedLike);
  void writeStreamedInputs(TileId tile, Start& start);
  Carried carry(Transfer wish, std::span<const LinkId> links);
  TransferId addTransfer(Transfer transfer, std::span<const LinkId> links);
  [[nodiscard]] std::int32_t listedRoute(CoreId from, CoreId to, std::span<const LinkId> links);
  [[nodiscard]] bool isRepeated(LinkId link, const CarriedBlock& block, double start);
  [[nodiscard]] PieceId sliceFor(TileId tile, const NeededPiece& need);
  [[nodiscard]] bool isOnlyPassedOn(PieceId piece, MemoryId memory) const;
  [[nodiscard]] double shareOfLinks(LayerId layer) const;
  [[nodiscard]] MemoryId placeOutput(TileId tile, Start& start);
  [[nodiscard]] bool bookingIsLifted(TileId tile) const;
  void bookBoundedStreams(TileId tile, MemoryId outputMemory, Start& start);
  [[nodiscard]] std::int64_t wantedByStreams(const TileCost& cost, std::span<const OperandRole> roles,
                                             LinkId link) const;
  void bookStreams(TileId tile, Start& start);
  void bookStream(TileId tile, OperandRole role, std::span<const LinkId> links, double from);
  [[nodiscard]] bool followsDirectly(TileId tile, double start) const;
  void run(TileId tile, const Start& start, MemoryId outputMemory);
  void releaseInputs(TileId tile);
  void noteUses(TileId tile, double end);
  void releaseOutput(TileId tile, MemoryId memory);

  const Workload& workload_;
  const Accelerator& accelerator_;
  const TileGraph& graph_;
  const TileCosts& costs_;
  const Assumptions assumptions_;
  const Eviction eviction_;
  const LinkUse linkUse_;
  RouteTable routes_;
  MemoryId dram_;
  NeededPieces neededPieces_;
  NextUse nextUse_;
  PieceStore store_;
  std::vector<LinkReservation> links_;
  BroadcastBook carried_;

  std::vector<double> coreIdle_;
  std::vector<Start> coreIdleCause_;         ///< by core: CoreBusy or Synchronisation, and by whom
  std::vector<std::int64_t> placedOfLayer_;  ///< tiles placed, by layer
  std::vector<bool> layerIsWritten_;         ///< its output goes off chip when made: nothing reads it, or B9 says so
  std::vector<bool> layerMakesRoom_;         ///< its output leaves when written, though it will be read again (B9)
  std::vector<TileId> lastOfLayer_;          ///< by layer: its tile of lowest priority
  std::vector<std::int32_t> readersLeft_;    ///< by tile: tiles that have yet to read its output, streamed or not
  std::vector<bool> fetchedBefore_;          ///< by piece
  std::vector<std::int32_t> neededBy_;       ///< by piece: the tile that needed it last
  std::vector<std::int32_t> arrivedBy_;      ///< by piece: its last transfer to a core, -1 if none
  std::vector<SharedSlice> sharedSlices_;    ///< by NeededPiece::shared

  // of the tile being placed
  TileId placing_{-1};
  std::span<const NeededPiece> needed_;
  std::vector<HeldSlice> slices_;
  double duration_ = 0;
  double fetching_ = 0;  ///< cycles that all its fetches take one after the other

  std::vector<Stream> streams_;           ///< in the order in which they were booked
  std::vector<std::int32_t> routeBegin_;  ///< by cores: where a route is in Schedule::transferLinks, -1 if not yet
  Schedule schedule_;
};

}  // namespace fusewright
