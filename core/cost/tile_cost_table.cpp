#include "core/cost/tile_cost_table.h"

#include <utility>

namespace fusewright {

std::size_t TileCostTable::KeyHash::operator()(const TileCostKey& key) const {
  // Each number is spread over all bits by a multiplication and a shift before the next one comes.
  std::uint64_t hash = key.size();
  for (const std::int64_t number : key) {
    hash = (hash ^ static_cast<std::uint64_t>(number)) * 0x9e3779b97f4a7c15;
    hash ^= hash >> 32;
  }
  return static_cast<std::size_t>(hash);
}

TileCostTable::Shelf& TileCostTable::shelfOf(const TileCostKey& key) const {
  constexpr int kUpperBits = 60;  // maps use the lower ones
  return shelves_[static_cast<std::uint64_t>(KeyHash()(key)) >> kUpperBits];
}

void TileCostTable::put(Shelf& shelf, TileCostKey key, TileCost cost) const {
  if (shelf.recent.size() >= mostInHalf_) shelf.older = std::exchange(shelf.recent, {});
  shelf.recent.insert_or_assign(std::move(key), std::move(cost));
}

std::optional<TileCost> TileCostTable::find(const TileCostKey& key) const {
  Shelf& shelf = shelfOf(key);
  const std::lock_guard lock(shelf.mutex);
  if (const auto found = shelf.recent.find(key); found != shelf.recent.end()) return found->second;
  auto found = shelf.older.extract(key);
  if (found.empty()) return std::nullopt;
  put(shelf, key, found.mapped());
  return std::move(found.mapped());
}

void TileCostTable::insert(TileCostKey key, TileCost cost) {
  Shelf& shelf = shelfOf(key);
  const std::lock_guard lock(shelf.mutex);
  put(shelf, std::move(key), std::move(cost));
}

std::size_t TileCostTable::size() const {
  std::size_t size = 0;
  for (Shelf& shelf : shelves_) {
    const std::lock_guard lock(shelf.mutex);
    size += shelf.recent.size() + shelf.older.size();
  }
  return size;
}

}  // namespace fusewright
