#pragma once

#include <string>

#include "core/hardware/accelerator.h"

namespace fusewright::tests {

/// A memory with one read-write port that serves all three operands of the whole array.
[[nodiscard]] MemoryLevel sharedMemory(std::string name, Bits capacity, BitsPerCycle bandwidth);

/// A core with a 2-D array D1 x D2 and one such memory, "sram".
[[nodiscard]] Core plainCore(std::string name, std::int64_t d1, std::int64_t d2, Bits sram);

/// An off-chip core "dram" of 2^50 bits.
[[nodiscard]] Core offChipCore(BitsPerCycle bandwidth);

/// Sizes of an accelerator for tests.
struct ChipSizes {
  int cores = 1;
  std::int64_t d1 = 64;
  std::int64_t d2 = 128;
  Bits sram{201326592};
  BitsPerCycle dramBandwidth{2048};
};

/// Equal plain cores "core 0", "core 1", ... that share one two-way link "dram" to the off-chip memory; area as in
/// METHOD A7.
[[nodiscard]] Accelerator chipWithSharedDram(ChipSizes sizes = {});

/// A link "0->1" between two cores of `chipWithSharedDram`, in that direction only.
[[nodiscard]] Link oneWayLink(int from, int to, BitsPerCycle bandwidth);

}  // namespace fusewright::tests
