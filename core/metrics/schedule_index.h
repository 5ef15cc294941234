#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "core/base/quantity.h"

namespace fusewright {

/// The entries of a table by a key below some count: entries of one key keep their order.
class KeyIndex {
 public:
  KeyIndex() = default;
  /// `keyOf(entry)` is below `keys` for each of `entries` entries. Costs two passes.
  template <typename KeyOf>
  KeyIndex(std::size_t entries, std::size_t keys, const KeyOf& keyOf) : first_(keys + 1, 0), entries_(entries) {
    for (std::size_t entry = 0; entry < entries; ++entry) ++first_[keyOf(entry) + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (std::size_t entry = 0; entry < entries; ++entry)
      entries_[next[keyOf(entry)]++] = static_cast<std::uint32_t>(entry);
  }

  /// Entries of keys in [from, to).
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t from, std::size_t to) const {
    return std::span(entries_).subspan(first_[from], first_[to] - first_[from]);
  }
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t key) const { return of(key, key + 1); }

 private:
  std::vector<std::uint32_t> first_{0};
  std::vector<std::uint32_t> entries_;
};

/// The entries of a table by a time that each has: about one a bin, so that those near a time are few.
class TimeIndex {
 public:
  TimeIndex() = default;
  /// `timeOf(entry)` lies in [0, span].
  template <typename TimeOf>
  TimeIndex(std::size_t entries, Cycles span, const TimeOf& timeOf)
      : bins_(std::max<std::size_t>(entries, 1)),
        width_(std::max(span.value / static_cast<double>(bins_), 1.0)),
        index_(entries, bins_, [&](std::size_t entry) { return binOf(timeOf(entry).value); }) {}

  /// Entries whose time may be within `distance` of `time`, in order within each bin; some are farther away.
  [[nodiscard]] std::span<const std::uint32_t> near(Cycles time, double distance) const {
    return index_.of(binOf(time.value - distance), binOf(time.value + distance) + 1);
  }

 private:
  [[nodiscard]] std::size_t binOf(double time) const {
    const double bin = std::floor(time / width_);
    return bin <= 0 ? 0 : std::min(static_cast<std::size_t>(bin), bins_ - 1);
  }

  std::size_t bins_ = 1;
  double width_ = 1;
  KeyIndex index_{0, 1, [](std::size_t) { return std::size_t{0}; }};
};

}  // namespace fusewright
