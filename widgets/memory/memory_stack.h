#pragma once

#include <array>
#include <vector>

#include "core/evaluate/evaluation.h"
#include "widgets/memory/memory_curve.h"

namespace fusewright {

/// Kinds of tensors from the foot of a stacked curve upwards: what stays long lies below.
inline constexpr std::array kStackedKinds{TensorKind::Weight, TensorKind::Input, TensorKind::State,
                                          TensorKind::Activation};

/// What each memory holds by kind of tensor, in the order of kStackedKinds; by MemoryId. Empty if there are so many
/// stays that dividing them would take longer than looking is worth.
[[nodiscard]] std::vector<MemoryStack> occupancyByKind(const Evaluation& evaluation);

/// Tensors that have a part of their own.
inline constexpr std::size_t kMostTensors = 7;

/// What each memory holds by tensor: those that take most bits for most time, in all memories together, by kind from
/// the foot upwards, and the rest of them as one. The steps of a scan share a tensor. By MemoryId; empty if there are
/// so many stays that their curves would take more memory than looking is worth.
[[nodiscard]] std::vector<MemoryStack> occupancyByTensor(const Evaluation& evaluation);

}  // namespace fusewright
