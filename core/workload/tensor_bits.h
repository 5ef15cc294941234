#pragma once

#include "core/workload/tensor.h"

namespace fusewright {

/// Size of a tensor in bits, as a number to reckon with: estimates multiply and divide it.
[[nodiscard]] inline double bitsOf(const Tensor& tensor) {
  double bits = tensor.precision;
  for (std::int64_t size : tensor.shape) bits *= static_cast<double>(size);
  return bits;
}

}  // namespace fusewright
