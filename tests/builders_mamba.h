#pragma once

#include "core/workload/workload.h"

namespace fusewright::tests {

struct MiniMambaSizes {
  std::int64_t tokens = 4;
  std::int64_t channels = 8;
  std::int64_t states = 2;
};

/// The part of a Mamba block that the study fuses, with the layers around it: in_proj, mul_delta_A, Exp, mul_delta_B,
/// mul_dBx (layers 0 to 4), three split nodes (5 to 7), the scan's steps mul_h_dA, add_dBx, mul_h_C (8 + 3t, 9 + 3t, 10
/// + 3t), the concat of y, mul_D_x, out_proj. Loop names and node names as in METHOD A1; 32 bits everywhere;
/// unconnected inputs are weights.
[[nodiscard]] Workload miniMamba(MiniMambaSizes sizes = {});

/// `workload` with the state after the last step of its scan as an output of the model.
[[nodiscard]] Workload withFinalState(Workload workload);

}  // namespace fusewright::tests
