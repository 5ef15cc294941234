#pragma once

#include <cstddef>
#include <vector>

namespace fusewright {

/// Bytes that a vector holds for entries, there and yet to come.
template <typename Entry>
[[nodiscard]] std::size_t allocatedBy(const std::vector<Entry>& entries) {
  return entries.capacity() * sizeof(Entry);
}

}  // namespace fusewright
