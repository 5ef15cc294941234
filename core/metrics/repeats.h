#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace fusewright {

/// Symbols [first, last) of which each equals the one `period` before it, from first + period on.
struct Repeat {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t period = 1;

  [[nodiscard]] std::size_t length() const { return last - first; }
  /// Symbols that need not be written down because they repeat others.
  [[nodiscard]] std::size_t saved() const { return length() - period; }

  friend bool operator==(const Repeat&, const Repeat&) = default;
};

/// Stretches of `symbols` that are some pattern three times or more, in order; they do not overlap. Where short
/// patterns make up a longer one, that which saves more is given. One pass: a place is compared with where the same few
/// symbols stood last (contexts of 1 to 256 symbols, the longest first), so that each symbol costs a constant number of
/// steps; the tables of places have a fixed size, so that a pattern longer than those may be missed.
[[nodiscard]] std::vector<Repeat> repeatsIn(std::span<const std::uint64_t> symbols);

}  // namespace fusewright
