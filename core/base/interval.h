#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace fusewright {

/// The half-open range [begin, end) of loop iterations or of tensor indices. Empty when end <= begin.
struct Interval {
  std::int64_t begin = 0;
  std::int64_t end = 0;

  [[nodiscard]] constexpr std::int64_t size() const { return std::max<std::int64_t>(end - begin, 0); }
  [[nodiscard]] constexpr bool empty() const { return end <= begin; }

  friend constexpr bool operator==(const Interval&, const Interval&) = default;
};

[[nodiscard]] constexpr Interval intersection(Interval a, Interval b) {
  return {std::max(a.begin, b.begin), std::min(a.end, b.end)};
}

/// Most axes a tensor, and most loop dimensions a layer, may have. Readers refuse more.
inline constexpr std::size_t kMaxRank = 12;

/// A product of intervals, one per axis, kept without allocation because one is made for every tile.
struct Box {
  std::array<Interval, kMaxRank> ranges{};
  std::size_t rank = 0;

  [[nodiscard]] constexpr std::span<const Interval> axes() const& { return {ranges.data(), rank}; }
  std::span<const Interval> axes() const&& = delete;  // a view of a Box that is about to vanish
  [[nodiscard]] constexpr bool empty() const {
    return std::any_of(ranges.begin(), ranges.begin() + rank, [](Interval range) { return range.empty(); });
  }
  /// Number of points; 1 for rank 0.
  [[nodiscard]] constexpr std::int64_t volume() const {
    std::int64_t points = 1;
    for (Interval range : axes()) points *= range.size();
    return points;
  }
  constexpr void push(Interval range) { ranges[rank++] = range; }

  friend constexpr bool operator==(const Box& a, const Box& b) {
    return a.rank == b.rank && std::equal(a.axes().begin(), a.axes().end(), b.axes().begin());
  }
};

}  // namespace fusewright
