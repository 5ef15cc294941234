#pragma once

#include <vector>

#include "core/base/id.h"
#include "core/workload/workload.h"

namespace fusewright {

/// The layers of one Mamba block that the study groups (METHOD A2), each list in file order. Found by node names.
struct MambaBlock {
  std::vector<LayerId> a;  ///< mul_delta_A, Exp
  std::vector<LayerId> b;  ///< mul_delta_B, mul_dBx
  std::vector<LayerId> s;  ///< the steps of its scan

  friend bool operator==(const MambaBlock&, const MambaBlock&) = default;
};

/// The Mamba blocks of `workload`, in file order: nodes whose names agree up to "mul_delta_A", "Exp", "mul_delta_B" or
/// "mul_dBx" make one block; the scans are dealt out in file order. Blocks that lack one of the three parts are left
/// out.
[[nodiscard]] std::vector<MambaBlock> mambaBlocks(const Workload& workload);

}  // namespace fusewright
