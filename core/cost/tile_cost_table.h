#pragma once

#include <compare>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "core/cost/tile_cost.h"

namespace fusewright {

/// Everything that decides the cost of a tile, flattened to numbers: equal keys, equal costs. Made by
/// tileCostKey() in estimate_tile_costs.h.
using TileCostKey = std::vector<std::int64_t>;

/// Remembers tile costs between evaluations. A memo of a pure function: it never changes a result. Safe to share
/// between threads.
class TileCostTable {
 public:
  [[nodiscard]] std::optional<TileCost> find(const TileCostKey& key) const;
  void insert(TileCostKey key, TileCost cost);
  [[nodiscard]] std::size_t size() const;

 private:
  mutable std::mutex mutex_;
  std::map<TileCostKey, TileCost> costs_;
};

}  // namespace fusewright
