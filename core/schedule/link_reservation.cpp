#include "core/schedule/link_reservation.h"

#include <algorithm>

namespace fusewright {

std::size_t LinkReservation::segmentAt(double time) const {
  const auto after = std::ranges::upper_bound(segments_, time, {}, &Segment::from);
  return after == segments_.begin() ? 0 : static_cast<std::size_t>(after - segments_.begin()) - 1;
}

LinkWindow LinkReservation::earliestWindow(double from, double duration, std::int64_t wanted) const {
  LinkWindow window{.start = std::max(from, 0.0), .heldBy = {}};
  const std::int64_t free = bandwidth_ - std::min(wanted, bandwidth_);
  for (std::size_t segment = segmentAt(window.start); segment < segments_.size(); ++segment) {
    if (segments_[segment].from >= window.start + duration && segment > 0) break;
    if (segments_[segment].booked <= free) continue;
    // The last segment is never booked, so there is a next one.
    window = {.start = segments_[segment + 1].from, .heldBy = segments_[segment].latest};
  }
  return window;
}

std::size_t LinkReservation::splitAt(double time) {
  const std::size_t segment = segmentAt(time);
  if (segments_[segment].from == time) return segment;
  segments_.insert(segments_.begin() + static_cast<std::ptrdiff_t>(segment) + 1,
                   Segment{.from = time, .booked = segments_[segment].booked, .latest = segments_[segment].latest});
  return segment + 1;
}

void LinkReservation::book(double from, double to, std::int64_t amount, Booker booker) {
  if (to <= from || amount <= 0) return;
  const std::size_t first = splitAt(from);
  const std::size_t last = splitAt(to);
  for (std::size_t segment = first; segment < last; ++segment) {
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
