#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/base/quantity.h"

namespace fusewright {

/// A connection that moves tensors from any of `senders` to any of `receivers`. Everything booked on it at one instant
/// shares its bandwidth: a bus and a single read-write off-chip port are one Link, a two-way connection is two.
struct Link {
  std::string name;  ///< "0->1", "bus", "dram"
  std::vector<CoreId> senders;
  std::vector<CoreId> receivers;
  BitsPerCycle bandwidth;
  Picojoules energyPerCycle;  ///< while the whole bandwidth is in use (METHOD A6)

  friend bool operator==(const Link&, const Link&) = default;
};

}  // namespace fusewright
