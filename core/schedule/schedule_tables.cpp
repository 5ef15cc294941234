#include "core/schedule/schedule_tables.h"

#include <cassert>

#include "core/base/allocated.h"

namespace fusewright {
namespace {

constexpr TileId kNoTile{-1};

}  // namespace

void PieceTable::push_back(const Piece& piece) {
  const bool inOrder = origins_.empty() && piece.kind == Piece::Kind::TileOutput && piece.tile == TileId(size());
  bits_.push_back(piece.bits);
  if (inOrder) {
    layerOfOutput_.push_back(piece.layer);
    return;
  }
  const bool isSlice = piece.kind == Piece::Kind::Slice;
  assert(!isSlice || layerOf(PieceId(piece.source)) == piece.layer);
  kinds_.push_back(piece.kind);
  origins_.push_back(
      {.from = isSlice ? piece.source : piece.layer.value,
       .which = piece.kind == Piece::Kind::Constant ? piece.source : piece.tile.value_or(kNoTile).value});
}

Piece PieceTable::operator[](std::size_t index) const {
  if (isOutputInOrder(index))
    return {.kind = Piece::Kind::TileOutput,
            .layer = layerOfOutput_[index],
            .tile = TileId(index),
            .source = -1,
            .bits = bits_[index]};
  const std::size_t behind = index - layerOfOutput_.size();
  const Origin origin = origins_[behind];
  Piece piece{.kind = kinds_[behind], .layer = LayerId(origin.from), .tile = {}, .source = -1, .bits = bits_[index]};
  if (piece.kind == Piece::Kind::Constant) {
    piece.source = origin.which;
    return piece;
  }
  if (origin.which >= 0) piece.tile = TileId(origin.which);
  if (piece.kind == Piece::Kind::Slice) {
    piece.source = origin.from;
    piece.layer = layerOf(PieceId(origin.from));
  }
  return piece;
}

void PieceTable::shrinkToFit() {
  bits_.shrinkToFit();
  layerOfOutput_.shrink_to_fit();
  kinds_.shrink_to_fit();
  origins_.shrink_to_fit();
}

std::size_t PieceTable::bytes() const {
  return bits_.bytes() + allocatedBy(layerOfOutput_) + allocatedBy(kinds_) + allocatedBy(origins_);
}

void TransferTable::push_back(const Transfer& transfer) {
  pieces_.push_back(transfer.piece);
  starts_.push_back(transfer.start);
  ends_.push_back(transfer.end);
  neededBy_.push_back(transfer.neededBy.value_or(kNoTile));
  Transfer move = transfer;
  move.piece = {};
  move.start = move.end = {};
  move.neededBy = {};
  moves_.push_back(move);
}

void TransferTable::shrinkToFit() {
  pieces_.shrinkToFit();
  starts_.shrinkToFit();
  ends_.shrinkToFit();
  neededBy_.shrinkToFit();
  moves_.shrinkToFit();
}

std::size_t TransferTable::bytes() const {
  return pieces_.bytes() + starts_.bytes() + ends_.bytes() + neededBy_.bytes() + moves_.bytes();
}

void StreamTable::push_back(const Stream& stream) {
  tiles_.push_back(stream.tile);
  starts_.push_back(stream.start);
  ends_.push_back(stream.end);
  Stream move = stream;
  move.tile = {};
  move.start = move.end = {};
  moves_.push_back(move);
}

void StreamTable::shrinkToFit() {
  tiles_.shrinkToFit();
  starts_.shrinkToFit();
  ends_.shrinkToFit();
  moves_.shrinkToFit();
}

std::size_t StreamTable::bytes() const {
  return tiles_.bytes() + starts_.bytes() + ends_.bytes() + moves_.bytes();
}

void ResidencyTable::push_back(const Residency& residency) {
  pieces_.push_back(residency.piece);
  from_.push_back(residency.from);
  to_.push_back(residency.to);
  lastUsers_.push_back(residency.lastUser.value_or(kNoTile));
  rooms_.push_back({.memory = residency.memory, .bits = residency.bits});
}

void ResidencyTable::shrinkToFit() {
  pieces_.shrinkToFit();
  from_.shrinkToFit();
  to_.shrinkToFit();
  lastUsers_.shrinkToFit();
  rooms_.shrinkToFit();
}

std::size_t ResidencyTable::bytes() const {
  return pieces_.bytes() + from_.bytes() + to_.bytes() + lastUsers_.bytes() + rooms_.bytes();
}

}  // namespace fusewright
