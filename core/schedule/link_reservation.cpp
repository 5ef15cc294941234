#include "core/schedule/link_reservation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

namespace fusewright {

LinkWindow LinkReservation::earliestWindow(double from, double duration, std::int64_t wanted) const {
  LinkWindow window{.start = std::max(from, 0.0), .heldBy = {}};
  const std::int64_t free = bandwidth_ - std::min(wanted, bandwidth_);
  const StepPosition first = segments_.lastAtOrBefore(window.start);
  for (StepPosition at = first; at.block < segments_.blockCount(); at = {at.block + 1, 0}) {
    const std::span<const Segment> segments = segments_.block(at.block);
    std::optional<LeastBooked>& known = segments_.summary(at.block);
    const bool whole = at.offset == 0 && at != first;
    // The last segment of all is never booked, so behind a busy one there is always another.
    if (whole && duration > 0 && known && known->booked > free && segments.front().from < window.start + duration) {
      window = {.start = segments_.block(at.block + 1).front().from, .heldBy = segments.back().latest};
      continue;
    }
    std::int64_t least = segments.front().booked;
    for (std::size_t place = at.offset; place < segments.size(); ++place) {
      const Segment& here = segments[place];
      if (here.from >= window.start + duration && StepPosition{at.block, place} != segments_.begin()) return window;
      least = std::min(least, here.booked);
      if (here.booked <= free) continue;
      const StepPosition next = segments_.next({at.block, place});
      window = {.start = segments_[next].from, .heldBy = here.latest};
    }
    if (whole) known = LeastBooked{least};
  }
  return window;
}

double LinkReservation::freeUntil(double from, std::int64_t wanted) const {
  const std::int64_t free = bandwidth_ - std::min(wanted, bandwidth_);
  for (StepPosition at = segments_.lastAtOrBefore(from); at != segments_.end(); at = segments_.next(at))
    if (segments_[at].booked > free) return segments_[at].from;
  return std::numeric_limits<double>::infinity();
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

LinkParts earliestParts(std::span<const LinkReservation> reservations, std::span<const LinkId> links, double from,
                        double duration, std::int64_t wanted) {
  LinkParts found;
  for (double left = duration; left > 0;) {
    const LinkWindow window = earliestCommonWindow(reservations, links, from, std::min(left, kShortestPart), wanted);
    double until = window.start + left;
    for (LinkId link : links) until = std::min(until, reservations[link.index()].freeUntil(window.start, wanted));
    const double length = until < window.start + left ? std::floor(until - window.start) : left;
    if (window.start > from) found.heldBy = window.heldBy;
    if (found.parts.empty() || found.parts.back().end < window.start)
      found.parts.push_back({window.start, window.start + length});
    else
      found.parts.back().end += length;
    left -= length;
    from = window.start + length;
  }
  return found;
}

}  // namespace fusewright
