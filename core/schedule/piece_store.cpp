#include "core/schedule/piece_store.h"

#include <algorithm>
#include <utility>

#include "core/schedule/next_use.h"

namespace fusewright {

PieceStore::PieceStore(const TileGraph& graph, std::span<const Bits> capacities, MemoryId offChip, PiecePlaces places,
                       EvictionRule rule)
    : rule_(rule),
      offChip_(offChip),
      places_(std::move(places)),
      contents_(capacities.size()),
      queues_(capacities.size()) {
  for (Bits capacity : capacities) occupancies_.emplace_back(capacity);
  const std::size_t count = graph.size() + graph.constants.size();
  pieces_.reserveOutputs(graph.size());
  for (std::size_t tile = 0; tile < graph.size(); ++tile) {
    pieces_.push_back({.kind = Piece::Kind::TileOutput,
                       .layer = graph.layer[tile],
                       .tile = TileId(tile),
                       .source = -1,
                       .bits = graph.outputBits[tile]});
  }
  for (std::size_t constant = 0; constant < graph.constants.size(); ++constant) {
    const ConstantPiece& piece = graph.constants[constant];
    pieces_.push_back({.kind = Piece::Kind::Constant,
                       .layer = piece.layer,
                       .tile = {},
                       .source = static_cast<std::int32_t>(constant),
                       .bits = piece.bits});
  }
  nextUse_.assign(count, kNeverUsed);
  remainingUses_.assign(count, 0);
  for (std::size_t piece = 0; piece < count; ++piece)
    places_.visit(PieceId(piece), [&](MemoryId, const PiecePlace& place) {
      remainingUses_[piece] += std::max<std::int32_t>(place.uses, 0);
    });
  residencies_.reserve(2 * count);
  available_.reserve(2 * count);
  slot_.reserve(2 * count);
  for (std::size_t constant = graph.size(); constant < count; ++constant) enter(PieceId(constant), offChip, 0, 0);
}

PieceId PieceStore::addSlice(PieceId whole, TileId tile, Bits bits) {
  const PieceId id(pieces_.size());
  pieces_.push_back(
      {.kind = Piece::Kind::Slice, .layer = layerOf(whole), .tile = tile, .source = whole.value, .bits = bits});
  nextUse_.push_back(kNeverUsed);
  remainingUses_.push_back(0);
  places_.resize(pieces_.size());
  return id;
}

void PieceStore::enter(PieceId piece, MemoryId memory, double from, double available) {
  places_.at(piece, memory).stay = static_cast<std::int32_t>(residencies_.size());
  residencies_.push_back({.memory = memory,
                          .piece = piece,
                          .from = Cycles(from),
                          .to = Cycles(from),
                          .bits = bitsOf(piece),
                          .lastUser = {}});
  available_.push_back(available);
  occupancies_[memory.index()].change(from, bitsOf(piece).value);
  slot_.push_back(contents_[memory.index()].arrivals.size());
  contents_[memory.index()].arrivals.push_back(piece);
  queueStays(piece);
}

void PieceStore::leave(PieceId piece, MemoryId memory, double at) {
  std::int32_t& stay = places_.at(piece, memory).stay;
  Residency& residency = residencies_[static_cast<std::size_t>(stay)];
  residency.to = Cycles(std::max(at, residency.from.value));
  occupancies_[memory.index()].change(residency.to.value, -residency.bits.value);
  Contents& held = contents_[memory.index()];
  held.arrivals[slot_[static_cast<std::size_t>(stay)]] = kGone;
  stay = -1;
  if (++held.gaps * 2 > held.arrivals.size() && held.gaps > 16) closeGaps(memory);
  queueStays(piece);
}

void PieceStore::closeGaps(MemoryId memory) {
  Contents& held = contents_[memory.index()];
  std::erase(held.arrivals, kGone);
  held.gaps = 0;
  for (std::size_t slot = 0; slot < held.arrivals.size(); ++slot)
    slot_[static_cast<std::size_t>(stayIn(held.arrivals[slot], memory))] = slot;
}

void PieceStore::refreshQueue(MemoryId memory) {
  EvictionQueue& queue = queues_[memory.index()];
  const Contents& held = contents_[memory.index()];
  if (queue.active() && queue.size() <= 4 * held.arrivals.size() + 64) return;
  std::vector<EvictionQueue::Stay> stays;
  stays.reserve(held.arrivals.size());
  for (PieceId piece : held.arrivals)
    if (piece != kGone) stays.push_back(queuedStay(piece, memory));
  activeQueues_ += queue.active() ? 0 : 1;
  queue.refill(std::move(stays));
}

std::vector<PieceId> PieceStore::contents(MemoryId memory) const {
  std::vector<PieceId> held = contents_[memory.index()].arrivals;
  std::erase(held, kGone);
  return held;
}

void PieceStore::leaveEverywhere(PieceId piece, double at) {
  visitStays(piece, [&](MemoryId memory) {
    const double used = lastUse(piece, memory);
    leave(piece, memory, used < 0 ? at : used);
  });
}

bool PieceStore::isOnlyIn(MemoryId memory, PieceId piece) const {
  bool only = holds(memory, piece);
  visitStays(piece, [&](MemoryId other) { only = only && other == memory; });
  return only;
}

void PieceStore::leaveAll(double at) {
  for (Residency& residency : residencies_) {
    std::int32_t& stay = places_.at(residency.piece, residency.memory).stay;
    if (stay != static_cast<std::int32_t>(&residency - residencies_.data())) continue;
    residency.to = Cycles(std::max(at, residency.from.value));
    stay = -1;
  }
}

void PieceStore::countDown(PieceId piece, MemoryId memory) {
  --places_.at(piece, memory).uses;
  --remainingUses_[piece.index()];
  queueStays(piece);
}

std::int64_t PieceStore::priority(PieceId piece, MemoryId memory) const {
  if (const std::int32_t here = places_.of(piece, memory).uses; here != kNoUser) return here;
  std::int64_t elsewhere = 0;
  places_.visit(piece, [&](MemoryId, const PiecePlace& place) {
    if (place.stay < 0) elsewhere += std::max(place.uses, 0);
  });
  return elsewhere;
}

void PieceStore::noteUse(PieceId piece, MemoryId memory, TileId tile, double end) {
  for (MemoryId where : {memory, offChip_}) {
    double& last = places_.at(piece, where).lastUse;
    last = std::max(last, end);
  }
  if (const std::int32_t stay = stayIn(piece, memory); stay >= 0)
    residencies_[static_cast<std::size_t>(stay)].lastUser = tile;
}

}  // namespace fusewright
