#include "core/schedule/link_reservation.h"

#include <algorithm>

namespace fusewright {

LinkWindow LinkReservation::earliestWindow(double from, double duration, std::int64_t wanted) const {
  LinkWindow window{.start = std::max(from, 0.0), .heldBy = {}};
  const std::int64_t free = bandwidth_ - std::min(wanted, bandwidth_);
  StepPosition segment = segments_.lastAtOrBefore(window.start);
  for (; segment != segments_.end(); segment = segments_.next(segment)) {
    const Segment& here = segments_[segment];
    if (here.from >= window.start + duration && segment != segments_.begin()) break;
    if (here.booked <= free) continue;
    // The last segment is never booked, so there is a next one.
    window = {.start = segments_[segments_.next(segment)].from, .heldBy = here.latest};
  }
  return window;
}

void LinkReservation::splitAt(double time) {
  Segment segment = segments_[segments_.lastAtOrBefore(time)];
  if (segment.from == time) return;
  segment.from = time;
  segments_.insert(segment);
}

void LinkReservation::book(double from, double to, std::int64_t amount, Booker booker) {
  if (to <= from || amount <= 0) return;
  splitAt(from);
  splitAt(to);
  for (StepPosition segment = segments_.lastAtOrBefore(from); segments_[segment].from < to;
       segment = segments_.next(segment)) {
    segments_[segment].booked += amount;
    segments_[segment].latest = booker;
  }
}

LinkWindow earliestCommonWindow(std::span<const LinkReservation> reservations, std::span<const LinkId> links,
                                double from, double duration, std::int64_t wanted) {
  LinkWindow common{.start = from, .heldBy = {}};
  for (bool moved = true; moved;) {
    moved = false;
    for (LinkId link : links) {
      const LinkWindow window = reservations[link.index()].earliestWindow(common.start, duration, wanted);
      if (window.start == common.start) continue;
      common = window;
      moved = links.size() > 1;
    }
  }
  return common;
}

}  // namespace fusewright
