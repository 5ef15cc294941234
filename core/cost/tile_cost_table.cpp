#include "core/cost/tile_cost_table.h"

#include <utility>

namespace fusewright {

std::optional<TileCost> TileCostTable::find(const TileCostKey& key) const {
  const std::lock_guard lock(mutex_);
  const auto found = costs_.find(key);
  if (found == costs_.end()) return std::nullopt;
  return found->second;
}

void TileCostTable::insert(TileCostKey key, TileCost cost) {
  const std::lock_guard lock(mutex_);
  costs_.insert_or_assign(std::move(key), std::move(cost));
}

std::size_t TileCostTable::size() const {
  const std::lock_guard lock(mutex_);
  return costs_.size();
}

}  // namespace fusewright
