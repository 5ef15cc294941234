// The part of TileScheduler that moves pieces: fetching what a tile needs, making room, writing back (METHOD A5.4,
// A5.5).
#include <algorithm>
#include <cmath>
#include <optional>

#include "core/schedule/tile_scheduler.h"

namespace fusewright {
namespace {

/// Bits per cycle that a part of a layer may use of a link, rounded up (METHOD A5.4).
std::int64_t sharedBandwidth(std::int64_t bandwidth, double share) {
  return std::max<std::int64_t>(static_cast<std::int64_t>(std::ceil(share * static_cast<double>(bandwidth))), 1);
}

/// Cycles to move `bits`, rounded up.
double transferTime(Bits bits, std::int64_t bandwidth) {
  return static_cast<double>((bits.value + bandwidth - 1) / bandwidth);
}

}  // namespace

/// Slices larger than their piece come from off chip alone; the published tool knows no others.
NeededPiece TileScheduler::asFetched(NeededPiece need) const {
  if (need.sliceBits <= need.bits || store_.holds(dram_, need.piece)) return need;
  need.slice = false;
  need.shared = -1;
  need.sliceBits = need.bits;
  return need;
}

/// When the first fetch of `tile` may begin. B10: when the tile starts that its core runs prefetchDepth tiles before.
double TileScheduler::earliestFetch(TileId tile) const {
  const CoreId core = graph_.core[tile.index()];
  if (repaired(Repair::BoundedPrefetch)) {
    const std::vector<TileId>& before = schedule_.tilesOfCore[core.index()];
    const auto depth = static_cast<std::size_t>(assumptions_.prefetchDepth);
    return before.size() < depth ? 0.0 : schedule_.start[before[before.size() - depth].index()].value;
  }
  const double bandwidth =
      static_cast<double>(routes_.bandwidth(accelerator_.offChip, core)) * shareOfLinks(graph_.layer[tile.index()]);
  double headStart = 0;  // over all needed pieces, also those already there
  for (const NeededPiece& need : needed_)
    headStart += std::ceil(static_cast<double>(asFetched(need).sliceBits.value) / bandwidth);
  return coreIdle_[core.index()] - headStart;
}

/// Whether the core has what it needs, or will have it at a time that `start` then respects: the whole piece, or a
/// slice that stayed (B5).
bool TileScheduler::isThere(const NeededPiece& need, MemoryId memory, Start& start) {
  if (store_.holds(memory, need.piece)) {
    const bool madeHere =
        need.piece.index() < graph_.size() && graph_.core[need.piece.index()] == graph_.core[placing_.index()];
    const std::int32_t arrival = arrivedBy_[need.piece.index()];
    const bool arrived = !madeHere && arrival >= 0;
    start.atLeast(store_.availableAt(need.piece, memory), arrived ? BindingCause::Transfer : BindingCause::Dependency,
                  arrived ? arrival : need.piece.value);
    return true;
  }
  if (need.shared < 0) return false;
  const auto& slice = sharedSlices_[static_cast<std::size_t>(need.shared)].piece;
  if (!slice || store_.bitsOf(*slice) != need.sliceBits || !store_.holds(memory, *slice)) return false;
  start.atLeast(store_.availableAt(*slice, memory), BindingCause::Transfer, arrivedBy_[need.piece.index()]);
  slices_.push_back({*slice, memory, need.shared});
  return true;
}

/// When a fetch that takes `duration` has to begin for its tile not to wait: such that it, and what the tile needs
/// besides, is there when the core is free, or when its links are free if that is later.
double TileScheduler::latestFetch(std::span<const LinkId> links, double ready, double duration,
                                  std::int64_t bandwidth) const {
  const double inTime = coreIdle_[graph_.core[placing_.index()].index()] - fetching_;
  const double linkFree =
      earliestCommonWindow(links_, links, ready, std::min(duration, kShortestPart), bandwidth).start;
  return std::max({ready, inTime, linkFree});
}

void TileScheduler::fetchAll(TileId tile, Start& start) {
  const double earliest = earliestFetch(tile);
  std::vector<std::size_t> missing;
  for (std::size_t index = 0; index < needed_.size(); ++index)
    if (!isThere(needed_[index], routes_.memory(graph_.core[tile.index()], needed_[index].role), start))
      missing.push_back(index);
  fetching_ = 0;
  for (std::size_t index : missing)
    fetching_ += std::ceil(static_cast<double>(asFetched(needed_[index]).sliceBits.value) /
                           static_cast<double>(routes_.bandwidth(accelerator_.offChip, graph_.core[tile.index()])));
  for (std::size_t index : missing) fetch(tile, asFetched(needed_[index]), earliest, start);
}

/// The memory to fetch from: where it could be read first.
std::optional<MemoryId> TileScheduler::holder(PieceId piece, CoreId reader) const {
  std::optional<MemoryId> best;
  store_.visitStays(piece, [&](MemoryId memory) {
    if (!routes_.connected(routes_.coreOf(memory), reader)) return;
    if (!best || store_.availableAt(piece, memory) < store_.availableAt(piece, *best)) best = memory;
  });
  return best;
}

void TileScheduler::fetch(TileId tile, const NeededPiece& need, double earliest, Start& start) {
  const CoreId core = graph_.core[tile.index()];
  const MemoryId memory = routes_.memory(core, need.role);
  const bool cutOffChip = need.slice && store_.holds(dram_, need.piece);
  const MemoryId source = cutOffChip ? dram_ : holder(need.piece, core).value_or(dram_);
  const double ready =
      std::max({earliest, store_.holds(source, need.piece) ? store_.availableAt(need.piece, source) : 0.0, 0.0});
  const CoreId sender = routes_.coreOf(source);
  const std::int64_t bandwidth =
      sender == core ? routes_.bandwidthWithinCore(source, memory)
                     : sharedBandwidth(routes_.bandwidth(sender, core), shareOfLinks(graph_.layer[tile.index()]));
  const double duration = transferTime(need.sliceBits, bandwidth);
  const std::span<const LinkId> links = routes_.route(sender, core);
  const bool choosy = eviction_ == Eviction::IdleFirst && repaired(Repair::BoundedPrefetch);
  const Room room =
      makeRoom(memory, need.sliceBits, ready, choosy ? latestFetch(links, ready, duration, bandwidth) : ready);
  if (room.none) schedule_.overflows.push_back({memory, tile, need.sliceBits, store_.occupancy(memory).finallyFree()});
  const bool constant = need.piece.index() >= graph_.size();
  const TransferCause cause = fetchedBefore_[need.piece.index()] ? TransferCause::Reload
                              : constant                         ? TransferCause::Weight
                                                                 : TransferCause::Activation;
  const PieceId piece = need.slice ? sliceFor(tile, need) : need.piece;
  const Carried carried = carry({.piece = piece,
                                 .from = sender,
                                 .to = core,
                                 .firstLink = 0,
                                 .linkCount = 0,
                                 .start = Cycles(room.time),
                                 .end = Cycles(room.time + duration),
                                 .bits = need.sliceBits,
                                 .bandwidth = BitsPerCycle(bandwidth),
                                 .cause = cause,
                                 .neededBy = tile},
                                links);
  const TransferId transfer = carried.last;
  fetchedBefore_[need.piece.index()] = !need.slice || fetchedBefore_[need.piece.index()];
  arrivedBy_[need.piece.index()] = transfer.value;
  if (!room.none) {
    store_.enter(piece, memory, carried.start, carried.end);
    if (need.slice) slices_.push_back({piece, memory, need.shared});
  }

  const double arrival = carried.end;
  if (repaired(Repair::BoundedPrefetch) && store_.holds(source, need.piece))
    store_.holdUntil(need.piece, source, arrival);
  if (!need.slice && isOnlyPassedOn(need.piece, source))
    store_.leave(need.piece, source, std::max(arrival, store_.lastUse(need.piece, source)));
  if (carried.heldBy.kind == Booker::Kind::Transfer)
    start.atLeast(arrival, BindingCause::LinkBusy, carried.heldBy.id);
  else if (carried.heldBy.kind == Booker::Kind::Tile)
    start.atLeast(arrival, BindingCause::LinkBusy, transfer.value);
  else if (room.time > ready)
    start.atLeast(arrival, BindingCause::MemoryFull, room.madeBy);
  else
    start.atLeast(arrival, BindingCause::Transfer, transfer.value);
}

/// The piece to leave next, if any may. IdleFirst: one that nothing reads after `inTime`; if there is none, the one
/// that is let go first.
std::optional<PieceId> TileScheduler::victimIn(MemoryId memory, double inTime) {
  if (eviction_ == Eviction::FarthestUse)
    return store_.leastWanted(memory, [&](PieceId piece) { return isNeeded(piece); });
  const auto busy = [&](PieceId piece) {
    return isNeeded(piece) || store_.lastUse(piece, memory) > inTime || store_.availableAt(piece, memory) > inTime;
  };
  if (const auto idle = store_.leastWanted(memory, busy)) return idle;
  std::optional<PieceId> first;
  for (PieceId piece : store_.contents(memory))
    if (!isNeeded(piece) && (!first || store_.lastUse(piece, memory) < store_.lastUse(*first, memory))) first = piece;
  return first;
}

/// IdleFirst: what nothing reads after `inTime`, and what lies off chip too, leaves if the wait for room would be
/// longer than fetching it again.
void TileScheduler::dropIdle(MemoryId memory, Bits bits, double from, double inTime) {
  const auto stays = [&](PieceId piece) {
    return isNeeded(piece) || store_.lastUse(piece, memory) > inTime || store_.availableAt(piece, memory) > inTime ||
           !(isSlice(piece) || store_.holds(dram_, piece));
  };
  while (true) {
    const auto fits = store_.occupancy(memory).earliestRoom(from, bits.value);
    if (!fits || *fits <= inTime) return;
    const auto victim = store_.leastWanted(memory, stays);
    if (!victim) return;
    const double again =
        transferTime(store_.bitsOf(*victim), routes_.bandwidth(accelerator_.offChip, routes_.coreOf(memory)));
    if (*fits - inTime <= again) return;
    evict(*victim, memory, from, store_.layerOf(*victim));
  }
}

/// B10: pieces leave one after the other until there is room at some time; what is planned after that time does not
/// matter.
TileScheduler::Room TileScheduler::makeRoomInTime(MemoryId memory, Bits bits, double from, double inTime) {
  if (eviction_ == Eviction::IdleFirst) dropIdle(memory, bits, from, inTime);
  Room room{.time = from, .madeBy = -1, .none = false};
  double asked = from;
  while (true) {
    if (const auto fits = store_.occupancy(memory).earliestRoom(from, bits.value)) {
      room.time = *fits;
      return room;
    }
    const auto victim = victimIn(memory, inTime);
    if (!victim) {
      room.none = true;
      return room;
    }
    asked = evict(*victim, memory, asked, store_.layerOf(*victim));
    room.madeBy = victim->value;
  }
}

/// A new slice, or the one that tiles share and that had to leave in between.
PieceId TileScheduler::sliceFor(TileId tile, const NeededPiece& need) {
  if (need.shared < 0) return store_.addSlice(need.piece, tile, need.sliceBits);
  auto& slice = sharedSlices_[static_cast<std::size_t>(need.shared)].piece;
  if (!slice || store_.bitsOf(*slice) != need.sliceBits) slice = store_.addSlice(need.piece, tile, need.sliceBits);
  store_.setNextUse(*slice, nextUse_.after(need.piece, tile));
  return *slice;
}

/// Whether a core has what another one made and none of its own tiles wants it any more. It drops it as soon as it has
/// sent it.
bool TileScheduler::isOnlyPassedOn(PieceId piece, MemoryId memory) const {
  return memory != dram_ && piece.index() < graph_.size() && routes_.coreOf(memory) != graph_.core[piece.index()] &&
         store_.priority(piece, memory) == 0;
}

/// A5.4: if there is never enough room, the least wanted of the pieces that are there at the last change leave, as many
/// as are needed, one after the other.
TileScheduler::Room TileScheduler::makeRoom(MemoryId memory, Bits bits, double from, double inTime) {
  if (repaired(Repair::BoundedPrefetch)) return makeRoomInTime(memory, bits, from, inTime);
  const MemoryOccupancy& occupancy = store_.occupancy(memory);
  if (const auto fits = occupancy.earliestRoom(from, bits.value)) return {.time = *fits, .madeBy = -1, .none = false};
  const double settled = std::max(from, occupancy.lastChange());
  Room room{.time = from, .madeBy = -1, .none = false};
  std::int64_t lacking = bits.value - occupancy.finallyFree().value;
  const auto stays = [&](PieceId piece) { return isNeeded(piece) || store_.since(piece, memory) > settled; };
  while (lacking > 0) {
    const auto victim = store_.leastWanted(memory, stays);
    if (!victim) {
      room.none = true;
      return room;
    }
    lacking -= store_.bitsOf(*victim).value;
    room.time = evict(*victim, memory, room.time, store_.layerOf(*victim));
    room.madeBy = victim->value;
  }
  room.time = std::max(room.time, settled);
  return room;
}

/// Sends `piece` away, writing it back first if the off-chip memory lacks it; gives the time it is gone. Evictions
/// follow one another: the next one is asked for when this one is done. B10: not while a tile or a transfer reads it.
double TileScheduler::evict(PieceId piece, MemoryId memory, double at, LayerId sharedLike) {
  if (repaired(Repair::BoundedPrefetch)) at = std::max(at, store_.lastUse(piece, memory));
  if (isSlice(piece) || store_.holds(dram_, piece)) {
    const double gone = std::max(at, store_.availableAt(piece, memory));  // not before it is made
    store_.leave(piece, memory, gone);
    return gone;
  }
  const TransferId transfer = writeBack(piece, memory, at, TransferCause::Spill, sharedLike);
  const double written = schedule_.transfers[transfer.index()].end.value;
  store_.leave(piece, memory, isOnlyPassedOn(piece, memory) ? written : std::max(at, written));
  return std::max(at, written);
}

/// Takes the first free window after the piece was there, even one before now (METHOD A5.8; after `requested` by B10),
/// and of the links what a part of layer `sharedLike` may.
TransferId TileScheduler::writeBack(PieceId piece, MemoryId memory, double requested, TransferCause cause,
                                    LayerId sharedLike) {
  const CoreId core = routes_.coreOf(memory);
  const std::span<const LinkId> links = routes_.route(core, accelerator_.offChip);
  const std::int64_t bandwidth =
      sharedBandwidth(routes_.bandwidth(core, accelerator_.offChip), shareOfLinks(sharedLike));
  const Bits bits = store_.bitsOf(piece);
  const double duration = transferTime(bits, bandwidth);
  const double made = store_.availableAt(piece, memory);
  const double earliest = repaired(Repair::BoundedPrefetch) ? std::max(made, requested) : made;
  const Carried carried = carry({.piece = piece,
                                 .from = core,
                                 .to = accelerator_.offChip,
                                 .firstLink = 0,
                                 .linkCount = 0,
                                 .start = Cycles(earliest),
                                 .end = Cycles(earliest + duration),
                                 .bits = bits,
                                 .bandwidth = BitsPerCycle(bandwidth),
                                 .cause = cause,
                                 .neededBy = {}},
                                links);
  if (repaired(Repair::BoundedPrefetch)) store_.holdUntil(piece, memory, carried.end);
  store_.enter(piece, dram_, carried.start, carried.end);
  fetchedBefore_[piece.index()] = true;
  return carried.last;
}

/// A5.5: room for the output, off chip if it is streamed or if the memory is too small for it.
MemoryId TileScheduler::placeOutput(TileId tile, Start& start) {
  if (costOf(tile).streamed[OperandRole::O]) return dram_;
  const MemoryId memory = routes_.memory(graph_.core[tile.index()], OperandRole::O);
  const Room room = makeRoom(memory, graph_.outputBits[tile.index()], start.time, start.time);
  if (room.none) {
    schedule_.overflows.push_back(
        {memory, tile, graph_.outputBits[tile.index()], store_.occupancy(memory).finallyFree()});
    return dram_;
  }
  start.atLeast(room.time, BindingCause::MemoryFull, room.madeBy);
  return memory;
}

}  // namespace fusewright
