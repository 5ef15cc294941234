#include "core/schedule/memory_occupancy.h"

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
  for (StepPosition at = changes_.end(); at != changes_.begin();) {
    at = changes_.previous(at);
    const Change& change = changes_[at];
    if (change.time <= from) break;
    occupied -= change.bits;  // what it was just before
    if (occupied + bits > capacity_) return change.time;
  }
  return from;
}

}  // namespace fusewright
