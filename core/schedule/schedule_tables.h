#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

#include "core/base/coded_column.h"
#include "core/base/id_column.h"
#include "core/base/record_table.h"
#include "core/base/time_column.h"
#include "core/schedule/piece.h"
#include "core/schedule/transfer.h"

namespace fusewright {

/// Pieces by PieceId. The outputs of tiles 0, 1, 2, ... at its front, in that order, cost five bytes each, any other
/// piece ten.
class PieceTable : public RecordTable<PieceTable, Piece> {
 public:
  PieceTable() = default;
  PieceTable(std::initializer_list<Piece> pieces) : PieceTable(of(pieces)) {}

  /// A slice must be of the layer of its source, which is here already.
  void push_back(const Piece& piece);
  void reserveOutputs(std::size_t count) { layerOfOutput_.reserve(count); }
  void shrinkToFit();

  [[nodiscard]] std::size_t size() const { return bits_.size(); }
  [[nodiscard]] Piece operator[](std::size_t index) const;
  [[nodiscard]] Bits bitsOf(PieceId piece) const { return bits_[piece.index()]; }
  [[nodiscard]] LayerId layerOf(PieceId piece) const {
    return isOutputInOrder(piece.index()) ? layerOfOutput_[piece.index()] : (*this)[piece.index()].layer;
  }
  [[nodiscard]] std::size_t bytes() const;

 private:
  /// What a piece behind the outputs in order comes from.
  struct Origin {
    std::int32_t from = 0;   ///< Slice: its source; else its layer
    std::int32_t which = 0;  ///< Constant: its source; else its tile, -1 if none
  };

  [[nodiscard]] bool isOutputInOrder(std::size_t index) const { return index < layerOfOutput_.size(); }

  CodedColumn<Bits> bits_;
  std::vector<LayerId> layerOfOutput_;  ///< of the outputs in order
  std::vector<Piece::Kind> kinds_;      ///< of the pieces behind them
  std::vector<Origin> origins_;         ///< of the pieces behind them
};

/// Transfers by TransferId, at 9 to 17 bytes and a bit if not too many differ in all but piece, times and tile.
class TransferTable : public RecordTable<TransferTable, Transfer> {
 public:
  TransferTable() = default;
  TransferTable(std::initializer_list<Transfer> transfers) : TransferTable(of(transfers)) {}

  void push_back(const Transfer& transfer);
  void shrinkToFit();

  [[nodiscard]] std::size_t size() const { return pieces_.size(); }
  [[nodiscard]] Transfer operator[](std::size_t index) const {
    Transfer transfer = moves_[index];
    transfer.piece = pieces_[index];
    transfer.start = starts_[index];
    transfer.end = ends_[index];
    if (const TileId tile = neededBy_[index]; tile >= TileId(0)) transfer.neededBy = tile;
    return transfer;
  }
  [[nodiscard]] std::size_t bytes() const;

 private:
  IdColumn<PieceId> pieces_;
  TimeColumn starts_;
  TimeColumn ends_;
  IdColumn<TileId> neededBy_;    ///< -1 for none
  CodedColumn<Transfer> moves_;  ///< the rest; without piece, times and tile
};

/// Streams, at 7 to 13 bytes and a bit if not too many differ in all but tile and times.
class StreamTable : public RecordTable<StreamTable, Stream> {
 public:
  StreamTable() = default;
  StreamTable(std::initializer_list<Stream> streams) : StreamTable(of(streams)) {}

  void push_back(const Stream& stream);
  void shrinkToFit();

  [[nodiscard]] std::size_t size() const { return tiles_.size(); }
  [[nodiscard]] Stream operator[](std::size_t index) const {
    Stream stream = moves_[index];
    stream.tile = tiles_[index];
    stream.start = starts_[index];
    stream.end = ends_[index];
    return stream;
  }
  [[nodiscard]] std::size_t bytes() const;

 private:
  IdColumn<TileId> tiles_;
  TimeColumn starts_;
  TimeColumn ends_;
  CodedColumn<Stream> moves_;  ///< the rest; without tile and times
};

/// Residencies, at 9 to 17 bytes and a bit if there are not too many sizes in how many memories.
class ResidencyTable : public RecordTable<ResidencyTable, Residency> {
 public:
  ResidencyTable() = default;
  ResidencyTable(std::initializer_list<Residency> residencies) : ResidencyTable(of(residencies)) {}

  void push_back(const Residency& residency);
  void shrinkToFit();

  [[nodiscard]] std::size_t size() const { return pieces_.size(); }
  [[nodiscard]] Residency operator[](std::size_t index) const {
    const Room& room = rooms_[index];
    Residency residency{.memory = room.memory,
                        .piece = pieces_[index],
                        .from = from_[index],
                        .to = to_[index],
                        .bits = room.bits,
                        .lastUser = {}};
    if (const TileId tile = lastUsers_[index]; tile >= TileId(0)) residency.lastUser = tile;
    return residency;
  }
  [[nodiscard]] std::size_t bytes() const;

 private:
  /// What a stay takes.
  struct Room {
    MemoryId memory;
    Bits bits;

    friend auto operator<=>(const Room&, const Room&) = default;
  };

  IdColumn<PieceId> pieces_;
  TimeColumn from_;
  TimeColumn to_;
  IdColumn<TileId> lastUsers_;  ///< -1 for none
  CodedColumn<Room> rooms_;
};

}  // namespace fusewright
