#pragma once

#include <vector>

#include "core/cost/tile_cost.h"
#include "core/hardware/accelerator.h"
#include "core/metrics/metrics.h"
#include "core/schedule/schedule.h"

namespace fusewright {

/// Energy by part, in pJ, with what sources disagree on.
struct EnergyParts {
  EnergyRange compute;
  EnergyRange onChip;   ///< register files, SRAM, links between cores
  EnergyRange offChip;  ///< every bit read from and written to the off-chip memory

  [[nodiscard]] EnergyRange total() const;
};

/// Energy of a tile by its operations and the bits it moves (METHOD B11): no bandwidth has a part in it.
[[nodiscard]] EnergyParts tileBitEnergy(const Technology& technology, const TileCost& cost);

/// Prices of moves by the bit (METHOD B11). Off-chip ends cost nothing here: all off-chip bits are billed together.
class BitPrices {
 public:
  explicit BitPrices(const Accelerator& accelerator);

  /// Reading where a move starts, writing where it ends, and each link between cores.
  struct Move {
    EnergyRange source;
    EnergyRange links;
    EnergyRange destination;
  };
  [[nodiscard]] Move of(const Schedule& schedule, const Transfer& transfer) const;

 private:
  const Accelerator& accelerator_;
  std::vector<EnergyRange> memories_;  ///< pJ per bit of the memory at the top of each core; nothing for off chip
};

/// Energy of all moves between cores: a read at the source, a write at the destination, and each link between; the
/// off-chip end is billed with all other off-chip bits.
[[nodiscard]] EnergyRange transferBitEnergy(const Accelerator& accelerator, const Schedule& schedule);

/// Energy of a whole run: operations, on-chip bits and `dram` bits, each times its cost in the accelerator's
/// technology.
[[nodiscard]] EnergyParts bitEnergy(const Accelerator& accelerator, const TileCosts& costs, const Schedule& schedule,
                                    const DramTraffic& dram);

}  // namespace fusewright
