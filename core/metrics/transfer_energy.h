#pragma once

#include <cstdint>
#include <vector>

#include "core/base/quantity.h"
#include "core/hardware/accelerator.h"
#include "core/schedule/schedule.h"

namespace fusewright {

/// Energy of one move: reading where it starts, each link between, writing where it ends.
struct MoveEnergy {
  Picojoules source;
  Picojoules coreLinks;     ///< between cores
  Picojoules offChipLinks;  ///< those that end at the off-chip memory
  Picojoules destination;

  [[nodiscard]] Picojoules total() const { return source + coreLinks + offChipLinks + destination; }
};

/// Prices of moves access by access, as METHOD A6 has them.
class AccessPrices {
 public:
  explicit AccessPrices(const Accelerator& accelerator);

  [[nodiscard]] MoveEnergy of(const Schedule& schedule, const Transfer& transfer) const;

 private:
  /// Energy of one access at the full width of a port of a core's top memory, and that width.
  struct Access {
    double energy = 0;
    std::int64_t width = 1;
  };

  [[nodiscard]] static Access accessOf(const Core& core, PortKind kind);

  const Accelerator& accelerator_;
  std::vector<Access> reads_;   ///< by CoreId
  std::vector<Access> writes_;  ///< by CoreId
};

/// Whether the off-chip memory sends or receives on that link.
[[nodiscard]] bool endsOffChip(const Accelerator& accelerator, const Link& link);

/// Energy of all transfers (METHOD A6): link energy * duration * booked fraction, plus a read at the source and a write
/// at the destination of bits / port bandwidth accesses each. METHOD rounds the accesses up; on a port as wide as the
/// study's unlimited SRAM that would bill the smallest transfer 0.3 J, so a part of an access costs a part here.
[[nodiscard]] Picojoules transferEnergy(const Accelerator& accelerator, const Schedule& schedule);

}  // namespace fusewright
