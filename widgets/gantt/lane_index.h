#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace fusewright {

struct LaneItem;

/// Where to look in the items of a lane for a cycle, and how much of the lane is busy before an item: some three bytes
/// an item, so that neither takes more than a look at a few neighbouring items.
struct LaneIndex {
  double width = 1;                  ///< of bins in cycles, a power of two
  std::vector<std::uint32_t> first;  ///< by bin from cycle 0 on: the first item that ends after the bin's start
  std::vector<double> busyBefore;    ///< cycles that items fill before every kItemsPerSum-th item
};

/// Items that share one sum of a LaneIndex.
inline constexpr std::size_t kItemsPerSum = 4;

/// The index of items that are sorted by start and do not overlap, with bins of `width` cycles.
[[nodiscard]] LaneIndex indexOf(std::span<const LaneItem> items, double width);

/// Items [first, last] one of which is the first that ends after `cycle`; last is the number of items if none may.
struct Candidates {
  std::size_t first = 0;
  std::size_t last = 0;
};
[[nodiscard]] Candidates candidatesAt(std::span<const LaneItem> items, const LaneIndex& index, double cycle);

/// Index of the first item that ends after `cycle`, which is among the candidates; the number of items if none does.
[[nodiscard]] std::size_t firstEndingAfter(std::span<const LaneItem> items, Candidates among, double cycle);
[[nodiscard]] std::size_t firstEndingAfter(std::span<const LaneItem> items, const LaneIndex& index, double cycle);

/// Cycles that items fill before `cycle`, given the first item that ends after it.
[[nodiscard]] double busyUpTo(std::span<const LaneItem> items, const LaneIndex& index, double cycle, std::size_t item);

}  // namespace fusewright
