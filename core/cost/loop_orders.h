#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/cost/tile_cost.h"
#include "core/cost/tile_shape.h"

namespace fusewright {

/// Loops are merged until no more than this many are left, or one per loop dimension.
inline constexpr std::size_t kLoopLimit = 6;

/// Most temporal loops of a tile.
inline constexpr std::size_t kMaxTemporalLoops = kMaxRank;

/// The loops to order: prime factors of `iterations` (by dim), sorted ascending within a dim. While there are more than
/// kLoopLimit, the dimension with most factors (first in layer order on ties) has its two smallest merged. A tile
/// without loops has one of size 1. Source: METHOD A4, "Temporal loops"; LOMA (Symons et al., AICAS 2021).
[[nodiscard]] std::vector<TemporalLoop> temporalLoops(std::span<const std::int64_t> iterations);

/// All different orders of a list of loops, innermost first, by prefix shifts from the order that descends by dimension
/// name, then size. Source: A. Williams, "Loopless generation of multiset permutations using a constant number of
/// variables by prefix shifts", SODA 2009. One shift makes the next order; nothing is allocated after construction.
class LoopOrders {
 public:
  LoopOrders(std::span<const TemporalLoop> loops, std::span<const LoopDim> dims);

  /// The present order.
  [[nodiscard]] std::span<const TemporalLoop> current() const { return current_; }

  /// Moves on to the next order; false after the last.
  [[nodiscard]] bool advance();

 private:
  void refresh();

  std::vector<TemporalLoop> loops_;  ///< descending
  std::vector<int> rank_;            ///< equal loops, equal ranks; a larger rank is a larger loop
  std::vector<std::size_t> next_;    ///< the order as a linked list over loops_
  std::vector<TemporalLoop> current_;
  std::size_t head_ = 0;
  std::size_t i_ = 0;
  std::size_t afterI_ = 0;
};

}  // namespace fusewright
