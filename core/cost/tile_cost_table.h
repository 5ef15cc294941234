#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/cost/tile_cost.h"

namespace fusewright {

/// Everything that decides the cost of a tile, flattened to numbers: equal keys, equal costs. Made by
/// tileCostKey() in estimate_tile_costs.h.
using TileCostKey = std::vector<std::int64_t>;

/// Costs that a table remembers unless asked otherwise: about 2 KB each.
inline constexpr std::size_t kTileCostsKept = 65'536;

/// Remembers tile costs between evaluations. A memo of a pure function: it never changes a result. Safe to share
/// between threads. It holds at most about as many costs as asked for; then those not asked for since the longest are
/// forgotten, so that a sweep over any number of chips takes bounded memory.
class TileCostTable {
 public:
  explicit TileCostTable(std::size_t most = kTileCostsKept) : mostInHalf_(most / (2 * kShelves) + 1) {}

  [[nodiscard]] std::optional<TileCost> find(const TileCostKey& key) const;
  void insert(TileCostKey key, TileCost cost);
  [[nodiscard]] std::size_t size() const;

 private:
  struct KeyHash {
    std::size_t operator()(const TileCostKey& key) const;
  };
  using Costs = std::unordered_map<TileCostKey, TileCost, KeyHash>;  // only looked up, never walked through

  /// A part of the table with a lock of its own, so that threads rarely wait for one another. When `recent` is full it
  /// becomes `older`, and what was there and has not been asked for since is forgotten.
  struct Shelf {
    std::mutex mutex;
    Costs recent;
    Costs older;
  };
  static constexpr std::size_t kShelves = 16;

  [[nodiscard]] Shelf& shelfOf(const TileCostKey& key) const;
  void put(Shelf& shelf, TileCostKey key, TileCost cost) const;

  std::size_t mostInHalf_;
  mutable std::array<Shelf, kShelves> shelves_;
};

}  // namespace fusewright
