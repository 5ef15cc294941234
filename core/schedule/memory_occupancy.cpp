#include "core/schedule/memory_occupancy.h"

#include <algorithm>
#include <span>

namespace fusewright {

void MemoryOccupancy::change(double time, std::int64_t bits) {
  finally_ += bits;
  const StepPosition at = changes_.lastAtOrBefore(time);
  if (at != changes_.end() && changes_[at].time == time)
    changes_[at].bits += bits;
  else
    changes_.insert({time, bits});
}

std::optional<double> MemoryOccupancy::earliestRoom(double from, std::int64_t bits) const {
  std::int64_t occupied = finally_;
  if (occupied + bits > capacity_) return std::nullopt;
  for (std::size_t block = changes_.blockCount(); block-- > 0;) {
    const std::span<const Change> changes = changes_.block(block);
    std::optional<Rise>& known = changes_.summary(block);
    if (known && changes.front().time > from && occupied + known->highest + bits <= capacity_) {
      occupied -= known->total;
      continue;
    }
    const std::int64_t after = occupied;
    std::int64_t highest = 0;
    for (std::size_t place = changes.size(); place-- > 0;) {
      if (changes[place].time <= from) return from;
      occupied -= changes[place].bits;  // what it was just before
      if (occupied + bits > capacity_) return changes[place].time;
      highest = std::max(highest, occupied - after);
    }
    known = Rise{.total = after - occupied, .highest = highest};
  }
  return from;
}

}  // namespace fusewright
