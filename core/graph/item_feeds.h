#pragma once

#include <cstdint>
#include <vector>

#include "core/graph/fold_repeats.h"
#include "core/workload/workload.h"

namespace fusewright {

/// One tensor that an item reads and does not make itself, in the order of its layers and their operands.
struct ItemFeed {
  std::int32_t producer = -1;  ///< the item that makes it; -1: none of the items
  std::int32_t slot = 0;       ///< which of that item's tensors
  TensorId tensor;

  friend bool operator==(const ItemFeed&, const ItemFeed&) = default;
};

/// What feeds each item.
[[nodiscard]] std::vector<std::vector<ItemFeed>> feedsOf(const Workload& workload, const std::vector<FoldItem>& items);

/// How many tensors a cut before each item, and one behind the last, would part from readers.
[[nodiscard]] std::vector<std::int32_t> crossingTensors(const std::vector<std::vector<ItemFeed>>& feeds);

}  // namespace fusewright
