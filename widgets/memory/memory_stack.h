#pragma once

#include <array>
#include <vector>

#include "core/evaluate/evaluation.h"
#include "widgets/memory/memory_curve.h"

namespace fusewright {

/// Kinds of tensors from the foot of a stacked curve upwards: what stays long lies below.
inline constexpr std::array kStackedKinds{TensorKind::Weight, TensorKind::Input, TensorKind::State,
                                          TensorKind::Activation};

/// What each memory holds of the first kind, of the first two, of three, and of all, in bits over time; by MemoryId.
/// Empty if there are so many stays that dividing them would take longer than looking is worth.
[[nodiscard]] std::vector<std::vector<StepCurve>> stackedOccupancy(const Evaluation& evaluation);

}  // namespace fusewright
