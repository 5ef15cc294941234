#pragma once

#include <span>
#include <vector>

#include "core/hardware/accelerator.h"

namespace fusewright {

/// Cycles that a link is busy.
struct LinkShare {
  LinkId link;
  double cycles = 0;
};

/// Cycles that each link is busy for one bit that goes from any of `from` to any of `to`, bits being spread evenly over
/// all pairs of different cores and taking fewest-hops routes. By LinkId; empty if there is no such pair.
[[nodiscard]] std::vector<LinkShare> linkShares(const Accelerator& accelerator, std::span<const CoreId> from,
                                                std::span<const CoreId> to);

}  // namespace fusewright
