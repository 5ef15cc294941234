#pragma once

#include <cstdint>
#include <functional>
#include <unordered_set>

#include "core/base/id.h"

namespace fusewright {

/// What moves on a link, as far as two moves of the same thing from the same cycle are one: a piece, or the block of an
/// operand that tiles stream (`layer`, `operand` and the number of the block; for pieces the number is the piece's).
struct CarriedBlock {
  std::int32_t layer = -1;
  std::int32_t operand = -1;
  std::int64_t number = 0;

  friend bool operator==(const CarriedBlock&, const CarriedBlock&) = default;
};

/// Remembers what each link carries from when, so that several cores can take the same thing off it: the published tool
/// books a link only once for a tensor that it already carries from the same cycle on.
class BroadcastBook {
 public:
  /// Notes that `link` carries `block` from `start` on; true if that was known.
  [[nodiscard]] bool isRepeated(LinkId link, const CarriedBlock& block, double start) {
    return !carried_.insert({link, block, start}).second;
  }

 private:
  struct Entry {
    LinkId link;
    CarriedBlock block;
    double start = 0;

    friend bool operator==(const Entry&, const Entry&) = default;
  };
  struct Hash {
    std::size_t operator()(const Entry& entry) const {
      std::size_t hash = std::hash<double>{}(entry.start);
      for (std::int64_t part : {std::int64_t{entry.link.value},
                                std::int64_t{entry.block.layer} * 4 + entry.block.operand, entry.block.number})
        hash = hash * 0x9e3779b97f4a7c15U + static_cast<std::size_t>(part);
      return hash;
    }
  };

  std::unordered_set<Entry, Hash> carried_;
};

}  // namespace fusewright
