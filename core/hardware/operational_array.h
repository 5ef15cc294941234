#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/quantity.h"

namespace fusewright {

/// One dimension of the operational array: its name (D1, D2, ...) and number of units along it.
struct ArrayDim {
  std::string name;
  std::int64_t size = 1;

  friend bool operator==(const ArrayDim&, const ArrayDim&) = default;
};

/// The grid of operational units of a core; each unit does one operation a cycle.
struct OperationalArray {
  std::vector<ArrayDim> dims;
  Picojoules energyPerOperation;
  double unitArea = 0;  ///< mm2 per unit

  friend bool operator==(const OperationalArray&, const OperationalArray&) = default;
};

[[nodiscard]] inline std::int64_t unitCount(const OperationalArray& array) {
  std::int64_t units = 1;
  for (const ArrayDim& dim : array.dims) units *= dim.size;
  return array.dims.empty() ? 0 : units;
}

}  // namespace fusewright
