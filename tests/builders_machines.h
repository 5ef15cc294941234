#pragma once

#include <cstdint>

#include "core/hardware/accelerator.h"

namespace fusewright::tests {

/// Sizes of the study's machine (METHOD A4, A7).
struct MarcaSizes {
  std::int64_t d1 = 64;
  std::int64_t d2 = 128;
  Bits sram{201326592};  ///< 24 MB
};

/// MARCA as the study models it: per unit a 32-bit register file for each operand, below an SRAM with a port for each
/// operand and direction and bandwidth without limit; DRAM of 2048 bits a cycle through one read-write port.
[[nodiscard]] Accelerator marca(MarcaSizes sizes = {});

/// Stream's example of a TPU-like core: 32 x 32 units with a weight register file each, output registers shared along
/// D2, no input registers, 2 MB of SRAM with one read and one write port; with its pooling core (3 x 3 x 8 units) and
/// SIMD core (64 units), which have one memory each, and DRAM of 64 bits a cycle. Each core has its dataflow.
[[nodiscard]] Accelerator tpuLikeChip();

}  // namespace fusewright::tests
