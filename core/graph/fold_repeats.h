#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/workload/workload.h"

namespace fusewright {

/// Layers [first, last) that folding takes as one.
struct FoldItem {
  std::int32_t first = 0;
  std::int32_t last = 0;

  friend bool operator==(const FoldItem&, const FoldItem&) = default;
};

/// Items [first, last()) are `copies` equal stretches of `period` items each.
struct FoldedRepeat {
  std::size_t first = 0;
  std::size_t period = 1;
  std::size_t copies = 2;
  std::vector<std::vector<FoldedRepeat>> inside;  ///< what repeats inside each copy; empty if nothing in any of them

  [[nodiscard]] std::size_t last() const { return first + period * copies; }
  /// Items that are no longer drawn once the repeat is one box.
  [[nodiscard]] std::size_t hidden() const { return period * (copies - 1); }

  friend bool operator==(const FoldedRepeat&, const FoldedRepeat&) = default;
};

/// What repeats in a sequence of items that lie next to each other in file order: stretches that do not overlap, in
/// order; those that hide most items are chosen first. A stretch repeats if shapeOfLayers() of its items and the links
/// among them do, and if every copy but the first is fed by the one before, or from outside, as the others are. Copies
/// that do not feed each other count only from four on, since two or three equal operators side by side (the
/// projections of an attention) say more one by one; so do two equal items in a row.
[[nodiscard]] std::vector<FoldedRepeat> findRepeats(const Workload& workload, const std::vector<FoldItem>& items);

}  // namespace fusewright
