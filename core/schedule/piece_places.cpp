#include "core/schedule/piece_places.h"

namespace fusewright {

PiecePlace& PiecePlaces::written(PieceId piece, MemoryId memory) {
  std::int32_t before = kNone;
  std::int32_t index = first_[piece.index()];
  while (index != kNone && linked(index).memory < memory) {
    before = index;
    index = linked(index).next;
  }
  if (index != kNone && linked(index).memory == memory) return linked(index).place;
  const auto added = static_cast<std::int32_t>(linked_.size());
  linked_.push_back({.place = {}, .memory = memory, .next = index});
  (before == kNone ? first_[piece.index()] : linked(before).next) = added;
  return linked_.back().place;
}

}  // namespace fusewright
