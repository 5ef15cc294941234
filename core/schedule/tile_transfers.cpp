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

TransferId TileScheduler::addTransfer(Transfer transfer, std::span<const LinkId> links) {
  const TransferId id(schedule_.transfers.size());
  transfer.firstLink = static_cast<std::int32_t>(schedule_.transferLinks.size());
  transfer.linkCount = static_cast<std::int32_t>(links.size());
  const CarriedBlock block{-1, -1, transfer.piece.value};
  for (std::size_t hop = 0; hop < links.size(); ++hop) {
    const LinkId link = links[hop];
    schedule_.transferLinks.push_back(link);
    if (hop < 32 && isRepeated(link, block, transfer.start.value)) {
      transfer.sharedHops |= 1U << hop;
      continue;
    }
    links_[link.index()].book(transfer.start.value, transfer.end.value, transfer.bandwidth.value,
                              {Booker::Kind::Transfer, id.value});
  }
  schedule_.transfers.push_back(transfer);
  return id;
}

/// Whether the move needs no bandwidth of its own. With one core nothing is ever moved for two.
bool TileScheduler::isRepeated(LinkId link, const CarriedBlock& block, double start) {
  return coreIdle_.size() > 2 && carried_.isRepeated(link, block, start);
}

/// A layer spread over several cores leaves room on the links for all of them.
double TileScheduler::shareOfLinks(LayerId layer) const {
  return 1.0 / static_cast<double>(graph_.layerTilings[layer.index()].interCoreParts);
}

/// Slices larger than their piece come from off chip alone; the published tool knows no others.
NeededPiece TileScheduler::asFetched(NeededPiece need) const {
  if (need.sliceBits <= need.bits || store_.holds(dram_, need.piece)) return need;
  need.slice = false;
  need.sliceBits = need.bits;
  return need;
}

void TileScheduler::fetchAll(TileId tile, Start& start) {
  const CoreId core = graph_.core[tile.index()];
  const double bandwidth =
      static_cast<double>(routes_.bandwidth(accelerator_.offChip, core)) * shareOfLinks(graph_.layer[tile.index()]);
  double headStart = 0;  // over all needed pieces, also those already there
  for (const NeededPiece& need : needed_)
    headStart += std::ceil(static_cast<double>(asFetched(need).sliceBits.value) / bandwidth);
  const double earliest = coreIdle_[core.index()] - headStart;
  for (const NeededPiece& need : needed_) {
    const MemoryId memory = routes_.memory(core, need.role);
    if (!store_.holds(memory, need.piece))
      fetch(tile, asFetched(need), earliest, start);
    else
      start.atLeast(store_.availableAt(need.piece, memory), BindingCause::Dependency, need.piece.value);
  }
}

/// The memory to fetch from: where it could be read first.
std::optional<MemoryId> TileScheduler::holder(PieceId piece, CoreId reader) const {
  std::optional<MemoryId> best;
  for (std::size_t index = 0; index < routes_.memoryCount(); ++index) {
    const MemoryId memory(index);
    if (!store_.holds(memory, piece) || !routes_.connected(routes_.coreOf(memory), reader)) continue;
    if (!best || store_.availableAt(piece, memory) < store_.availableAt(piece, *best)) best = memory;
  }
  return best;
}

void TileScheduler::fetch(TileId tile, const NeededPiece& need, double earliest, Start& start) {
  const CoreId core = graph_.core[tile.index()];
  const MemoryId memory = routes_.memory(core, need.role);
  const bool cutOffChip = need.slice && store_.holds(dram_, need.piece);
  const MemoryId source = cutOffChip ? dram_ : holder(need.piece, core).value_or(dram_);
  const double ready =
      std::max({earliest, store_.holds(source, need.piece) ? store_.availableAt(need.piece, source) : 0.0, 0.0});
  const Room room = makeRoom(memory, need.sliceBits, ready);
  if (room.none) schedule_.overflows.push_back({memory, tile, need.sliceBits, store_.occupancy(memory).finallyFree()});

  const CoreId sender = routes_.coreOf(source);
  const std::int64_t bandwidth =
      sharedBandwidth(routes_.bandwidth(sender, core), shareOfLinks(graph_.layer[tile.index()]));
  const double duration = transferTime(need.sliceBits, bandwidth);
  const std::span<const LinkId> links = routes_.route(sender, core);
  const LinkWindow window = earliestCommonWindow(links_, links, room.time, duration, bandwidth);
  const bool constant = need.piece.index() >= graph_.size();
  const TransferCause cause = fetchedBefore_[need.piece.index()] ? TransferCause::Reload
                              : constant                         ? TransferCause::Weight
                                                                 : TransferCause::Activation;
  const PieceId piece = need.slice ? store_.addSlice(need.piece, tile, need.sliceBits) : need.piece;
  const TransferId transfer = addTransfer({.piece = piece,
                                           .from = sender,
                                           .to = core,
                                           .firstLink = 0,
                                           .linkCount = 0,
                                           .start = Cycles(window.start),
                                           .end = Cycles(window.start + duration),
                                           .bits = need.sliceBits,
                                           .bandwidth = BitsPerCycle(bandwidth),
                                           .cause = cause,
                                           .neededBy = tile},
                                          links);
  fetchedBefore_[need.piece.index()] = !need.slice;
  if (!room.none) {
    store_.enter(piece, memory, window.start, window.start + duration);
    if (need.slice) slices_.push_back({piece, memory});
  }

  const double arrival = window.start + duration;
  if (!need.slice && isOnlyPassedOn(need.piece, source)) store_.leave(need.piece, source, arrival);
  if (window.heldBy.kind == Booker::Kind::Transfer)
    start.atLeast(arrival, BindingCause::LinkBusy, window.heldBy.id);
  else if (window.heldBy.kind == Booker::Kind::Tile)
    start.atLeast(arrival, BindingCause::LinkBusy, transfer.value);
  else if (room.time > ready)
    start.atLeast(arrival, BindingCause::MemoryFull, room.madeBy);
  else
    start.atLeast(arrival, BindingCause::Transfer, transfer.value);
}

/// Whether a core has what another one made and none of its own tiles wants it any more. It drops it as soon as it has
/// sent it.
bool TileScheduler::isOnlyPassedOn(PieceId piece, MemoryId memory) const {
  return memory != dram_ && piece.index() < graph_.size() && routes_.coreOf(memory) != graph_.core[piece.index()] &&
         store_.priority(piece, memory) == 0;
}

/// A5.4: if there is never enough room, the least wanted of the pieces that are there at the last change leave, as many
/// as are needed, one after the other.
TileScheduler::Room TileScheduler::makeRoom(MemoryId memory, Bits bits, double from) {
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
/// follow one another: the next one is asked for when this one is done.
double TileScheduler::evict(PieceId piece, MemoryId memory, double at, LayerId sharedLike) {
  if (store_.holds(dram_, piece)) {
    const double gone = std::max(at, store_.availableAt(piece, memory));  // not before it is made
    store_.leave(piece, memory, gone);
    return gone;
  }
  const TransferId transfer = writeBack(piece, memory, TransferCause::Spill, sharedLike);
  const double written = schedule_.transfers[transfer.index()].end.value;
  store_.leave(piece, memory, isOnlyPassedOn(piece, memory) ? written : std::max(at, written));
  return std::max(at, written);
}

/// Takes the first free window after the piece was there, even one before now (METHOD A5.8), and of the links what a
/// part of layer `sharedLike` may.
TransferId TileScheduler::writeBack(PieceId piece, MemoryId memory, TransferCause cause, LayerId sharedLike) {
  const CoreId core = routes_.coreOf(memory);
  const std::span<const LinkId> links = routes_.route(core, accelerator_.offChip);
  const std::int64_t bandwidth =
      sharedBandwidth(routes_.bandwidth(core, accelerator_.offChip), shareOfLinks(sharedLike));
  const Bits bits = store_.bitsOf(piece);
  const double duration = transferTime(bits, bandwidth);
  const LinkWindow window = earliestCommonWindow(links_, links, store_.availableAt(piece, memory), duration, bandwidth);
  store_.enter(piece, dram_, window.start, window.start + duration);
  fetchedBefore_[piece.index()] = true;
  return addTransfer({.piece = piece,
                      .from = core,
                      .to = accelerator_.offChip,
                      .firstLink = 0,
                      .linkCount = 0,
                      .start = Cycles(window.start),
                      .end = Cycles(window.start + duration),
                      .bits = bits,
                      .bandwidth = BitsPerCycle(bandwidth),
                      .cause = cause,
                      .neededBy = {}},
                     links);
}

/// A5.5: room for the output, off chip if it is streamed or if the memory is too small for it.
MemoryId TileScheduler::placeOutput(TileId tile, Start& start) {
  if (costOf(tile).streamed[OperandRole::O]) return dram_;
  const MemoryId memory = routes_.memory(graph_.core[tile.index()], OperandRole::O);
  const Room room = makeRoom(memory, graph_.outputBits[tile.index()], start.time);
  if (room.none) {
    schedule_.overflows.push_back(
        {memory, tile, graph_.outputBits[tile.index()], store_.occupancy(memory).finallyFree()});
    return dram_;
  }
  start.atLeast(room.time, BindingCause::MemoryFull, room.madeBy);
  return memory;
}

}  // namespace fusewright
