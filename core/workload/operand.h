#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/id.h"
#include "core/base/operand_role.h"

namespace fusewright {

/// One summand of an axis index: `stride` times the iteration of the layer's loop number `dim`.
struct AxisTerm {
  int dim = 0;
  std::int64_t stride = 1;

  friend bool operator==(const AxisTerm&, const AxisTerm&) = default;
};

/// How loops index one axis of a tensor: offset + sum of terms. Halo and dilation are strides of kernel loops, padding
/// a negative offset.
struct Axis {
  std::vector<AxisTerm> terms;
  std::int64_t offset = 0;
  bool broadcast = false;  ///< the tensor has size 1 here; the terms say which loops it is repeated along

  friend bool operator==(const Axis&, const Axis&) = default;
};

/// A layer's use of one tensor: an affine map from loop iterations to tensor indices. `axes` are aligned with the
/// tensor's last axes; leading axes in excess of the tensor's rank are broadcast ones.
struct Operand {
  OperandRole role = OperandRole::I;
  std::optional<TensorId> tensor = {};  ///< none: the one-element constant that stands in for a missing W (METHOD A1)
  std::vector<Axis> axes = {};
  int precision = 32;  ///< bits per element as this layer reads or writes it

  friend bool operator==(const Operand&, const Operand&) = default;
};

}  // namespace fusewright
