#include "widgets/blocks/lifetimes.h"

#include <algorithm>
#include <tuple>

#include "widgets/blocks/block_map.h"

namespace fusewright {
namespace {

bool writes(TileId tile, const Piece& piece) {
  return piece.kind == Piece::Kind::TileOutput && piece.tile == tile;
}

}  // namespace

bool touches(const Evaluation& evaluation, TileId tile, PieceId id) {
  return writes(tile, evaluation.schedule->pieces[id.index()]) || readsPiece(contentsSource(evaluation), tile, id);
}

std::vector<Lifetime> lifetimesOf(const ContentsIndex& index, const Evaluation& evaluation, const Hover& hover,
                                  Cycles at) {
  const Schedule& schedule = *evaluation.schedule;
  const auto* tile = std::get_if<TileId>(&hover);
  const auto* piece = std::get_if<PieceId>(&hover);
  if (tile == nullptr && piece == nullptr) return {};
  std::vector<std::int32_t> found;
  const std::vector<Cycles> instants =
      tile != nullptr ? std::vector{schedule.start[tile->index()], schedule.end[tile->index()]} : std::vector{at};
  for (const Cycles instant : instants)
    for (const MemoryContents& memory : contentsAt(index, contentsSource(evaluation), instant))
      for (const HeldPiece& held : memory.pieces) {
        const PieceId here = schedule.residencies[static_cast<std::size_t>(held.residency)].piece;
        if (tile != nullptr ? touches(evaluation, *tile, here) : here == *piece) found.push_back(held.residency);
      }
  std::ranges::sort(found);
  found.erase(std::ranges::unique(found).begin(), found.end());
  std::vector<Lifetime> lifetimes;
  for (const std::int32_t residency : found) {
    const Residency& stay = schedule.residencies[static_cast<std::size_t>(residency)];
    lifetimes.push_back({.memory = stay.memory,
                         .piece = stay.piece,
                         .from = stay.from,
                         .to = stay.to,
                         .bits = stay.bits,
                         .isWritten = tile != nullptr && writes(*tile, schedule.pieces[stay.piece.index()])});
  }
  std::ranges::stable_sort(lifetimes, {}, [](const Lifetime& stay) { return std::tuple(stay.memory, stay.from); });
  return lifetimes;
}

}  // namespace fusewright
