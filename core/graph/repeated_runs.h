#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace fusewright {

/// A stretch [first, last) of a sequence in which every entry equals the one `period` after it, at least two periods
/// long; it can not be made longer, and no shorter period does the same.
struct RepeatedRun {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t period = 1;

  friend bool operator==(const RepeatedRun&, const RepeatedRun&) = default;
};

/// All such stretches, in order of `first`, then `period`. There are fewer than entries, and finding them takes
/// n log n steps. Source: Bannai, I, Inenaga, Nakashima, Takeda, Tsuruta, "The 'runs' theorem", SIAM J. Comput. 46
/// (2017): the period of every run is the length of the longest Lyndon word somewhere in it, for one of two orders.
[[nodiscard]] std::vector<RepeatedRun> repeatedRuns(std::span<const std::int32_t> sequence);

}  // namespace fusewright
