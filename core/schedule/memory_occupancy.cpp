#include "core/schedule/memory_occupancy.h"

#include <algorithm>

namespace fusewright {

void MemoryOccupancy::change(double time, std::int64_t bits) {
  finally_ += bits;
  if (changes_.empty() || changes_.back().time < time) {
    changes_.push_back({time, bits});
    return;
  }
  const auto at = std::ranges::lower_bound(changes_, time, {}, &Change::time);
  if (at->time == time)
    at->bits += bits;
  else
    changes_.insert(at, {time, bits});
}

std::optional<double> MemoryOccupancy::earliestRoom(double from, std::int64_t bits) const {
  std::int64_t occupied = finally_;
  if (occupied + bits > capacity_) return std::nullopt;
  for (std::size_t change = changes_.size(); change-- > 0;) {
    if (changes_[change].time <= from) break;
    occupied -= changes_[change].bits;  // what it was just before
    if (occupied + bits > capacity_) return changes_[change].time;
  }
  return from;
}

}  // namespace fusewright
