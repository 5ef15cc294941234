#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/id.h"
#include "core/base/quantity.h"
#include "core/base/step_list.h"

namespace fusewright {

/// Who holds part of a link: a transfer, or a tile that streams operands.
struct Booker {
  enum class Kind : std::uint8_t { Nobody, Transfer, Tile };

  Kind kind = Kind::Nobody;
  std::int32_t id = -1;

  friend bool operator==(const Booker&, const Booker&) = default;
};

/// When a request can be served, and who kept it from being served earlier.
struct LinkWindow {
  double start = 0;
  Booker heldBy;  ///< Nobody if `start` is the time asked for
};

/// The bandwidth booked on one link over time: a step function from cycle 0 on.
class LinkReservation {
 public:
  explicit LinkReservation(BitsPerCycle bandwidth) : bandwidth_(bandwidth.value) { segments_.insert({}); }

  /// The first time >= `from` from which `wanted` bits per cycle are free for `duration` cycles. `wanted` above the
  /// link's bandwidth counts as all of it (METHOD A5.6).
  [[nodiscard]] LinkWindow earliestWindow(double from, double duration, std::int64_t wanted) const;

  /// The first time after `from`, at which `wanted` bits per cycle are free, when they no longer are; infinity if they
  /// stay free.
  [[nodiscard]] double freeUntil(double from, std::int64_t wanted) const;

  /// Books `amount` bits per cycle during [from, to). May exceed the bandwidth: METHOD A5.6 books more than it asks
  /// for.
  void book(double from, double to, std::int64_t amount, Booker booker);

 private:
  /// Booked from `from` until the next segment.
  struct Segment {
    double from = 0;
    std::int64_t booked = 0;
    Booker latest;
  };

  void splitAt(double time);

  /// Of a block of segments: the least that is booked in any of them.
  struct LeastBooked {
    std::int64_t booked = 0;
  };

  std::int64_t bandwidth_;
  StepList<Segment, &Segment::from, LeastBooked> segments_;  ///< the first from cycle 0
};

/// The first window free on every one of `links` (indices into `reservations`).
[[nodiscard]] LinkWindow earliestCommonWindow(std::span<const LinkReservation> reservations,
                                              std::span<const LinkId> links, double from, double duration,
                                              std::int64_t wanted);

/// One of the windows that a transfer takes one after the other.
struct LinkPart {
  double start = 0;
  double end = 0;
};

/// LinkUse::InParts: from the first moment on at which all of `links` are free, everything that is free on all of them
/// until `duration` cycles have come together, in parts of whole cycles. A part is at least kShortestPart long, or all
/// that is left. `heldBy` is who kept the last part from starting when it was asked for.
struct LinkParts {
  std::vector<LinkPart> parts;
  Booker heldBy;
};
inline constexpr double kShortestPart = 8;  ///< cycles
[[nodiscard]] LinkParts earliestParts(std::span<const LinkReservation> reservations, std::span<const LinkId> links,
                                      double from, double duration, std::int64_t wanted);

}  // namespace fusewright
