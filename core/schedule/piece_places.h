#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/id.h"

namespace fusewright {

inline constexpr std::int32_t kNoUser = -1;

/// What is known of a piece in one memory while a schedule is being made.
struct PiecePlace {
  double lastUse = -1;          ///< the latest end of a tile that used it there; negative if none did
  std::int32_t uses = kNoUser;  ///< left there; kNoUser where nobody ever wanted it
  std::int32_t stay = -1;       ///< index of the open residency, -1 if it is not there
};

/// PiecePlaces of all pieces. With few memories there is one for each of them; with more, only those that something was
/// written to, as a piece mostly is in two or three memories however many there are.
class PiecePlaces {
 public:
  explicit PiecePlaces(std::size_t memories, std::size_t pieces = 0) : memories_(memories) { resize(pieces); }

  [[nodiscard]] std::size_t size() const { return pieces_; }
  /// Gives pieces that come new no place yet.
  void resize(std::size_t pieces) {
    pieces_ = pieces;
    if (hasAll())
      all_.resize(pieces * memories_);
    else
      first_.resize(pieces, kNone);
  }

  /// The place to write to; valid until the next call for another one.
  [[nodiscard]] PiecePlace& at(PieceId piece, MemoryId memory) {
    return hasAll() ? all_[position(piece, memory)] : written(piece, memory);
  }

  /// The place as it is; if nothing was written to it, one of a piece that was never there and nobody wants.
  [[nodiscard]] const PiecePlace& of(PieceId piece, MemoryId memory) const {
    if (hasAll()) return all_[position(piece, memory)];
    for (std::int32_t index = first_[piece.index()]; index != kNone; index = linked(index).next)
      if (linked(index).memory == memory) return linked(index).place;
    static constexpr PiecePlace kUnknown;
    return kUnknown;
  }

  /// Calls `visit` with each memory and place of `piece` that may have been written to, in order of memory; it may
  /// write to these places.
  template <typename Visit>
  void visit(PieceId piece, const Visit& visit) const {
    if (hasAll()) {
      for (std::size_t memory = 0; memory < memories_; ++memory)
        visit(MemoryId(memory), all_[position(piece, MemoryId(memory))]);
      return;
    }
    for (std::int32_t index = first_[piece.index()]; index != kNone; index = linked(index).next)
      visit(linked(index).memory, linked(index).place);
  }

 private:
  static constexpr std::size_t kFewMemories = 4;
  static constexpr std::int32_t kNone = -1;

  struct Linked {
    PiecePlace place;
    MemoryId memory;
    std::int32_t next = kNone;  ///< of the same piece, in order of memory
  };

  [[nodiscard]] bool hasAll() const { return memories_ <= kFewMemories; }
  [[nodiscard]] std::size_t position(PieceId piece, MemoryId memory) const {
    return piece.index() * memories_ + memory.index();
  }
  [[nodiscard]] const Linked& linked(std::int32_t index) const { return linked_[static_cast<std::size_t>(index)]; }
  [[nodiscard]] Linked& linked(std::int32_t index) { return linked_[static_cast<std::size_t>(index)]; }
  [[nodiscard]] PiecePlace& written(PieceId piece, MemoryId memory);

  std::size_t memories_;
  std::size_t pieces_ = 0;
  std::vector<PiecePlace> all_;      ///< by piece, then memory; if memories are few
  std::vector<std::int32_t> first_;  ///< by piece: index into `linked_`, kNone if it has no place yet; if they are many
  std::vector<Linked> linked_;
};

}  // namespace fusewright
