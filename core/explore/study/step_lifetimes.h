#pragma once

#include <cstdint>

#include "core/evaluate/evaluation.h"
#include "core/explore/study/study.h"

namespace fusewright {

/// What the fullest on-chip memory holds while step `step` of the first scan runs, from the start of the first of the
/// step's tiles to the end of the last: those of the scan itself and, in a fused design, of mul_delta_A, Exp,
/// mul_delta_B and mul_dBx. Parts of one layer's tensor that are there for the same time count as one tensor. If the
/// workload has no Mamba block or no such step, the answer says so in its violations.
[[nodiscard]] StepLifetimes stepLifetimes(const Evaluation& evaluation, std::int64_t step);

}  // namespace fusewright
