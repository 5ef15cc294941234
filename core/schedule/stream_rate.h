#pragma once

#include "core/base/assumptions.h"
#include "core/schedule/transfer.h"

namespace fusewright {

/// Bits a cycle that `stream` takes of its link: its bits over its time where streams stretch to what links carry (B2),
/// else the whole number that was booked (METHOD A5.6).
[[nodiscard]] inline double streamRate(const Stream& stream, const Assumptions& assumptions) {
  if (!assumptions.has(Repair::BoundedLinks) || stream.end <= stream.start)
    return static_cast<double>(stream.bandwidth.value);
  return static_cast<double>(stream.bits.value) / (stream.end - stream.start).value;
}

}  // namespace fusewright
