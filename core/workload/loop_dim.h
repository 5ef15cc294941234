#pragma once

#include <cstdint>
#include <string>

namespace fusewright {

/// One loop of a layer's nest. The name is the field's letter for it (B, L, D, N, K, C, OX, ...): spatial mappings
/// and tilings refer to loops by name, and the `paper` scheduler matches tensor axes of different layers by it.
struct LoopDim {
  std::string name;
  std::int64_t size = 1;

  friend bool operator==(const LoopDim&, const LoopDim&) = default;
};

}  // namespace fusewright
