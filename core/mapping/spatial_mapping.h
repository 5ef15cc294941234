#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace fusewright {

/// One loop dimension unrolled along one array dimension. `factor` is what was asked for; the cost model clips it to
/// the layer and to the array (METHOD A4, "Spatial mapping").
struct SpatialUnrolling {
  int arrayDim = 0;     ///< index into OperationalArray::dims
  std::string loopDim;  ///< name of the layer's loop dimension; one that the layer lacks is ignored
  std::int64_t factor = 1;

  friend bool operator==(const SpatialUnrolling&, const SpatialUnrolling&) = default;
};

/// Loop dimensions unrolled over the operational array. Empty: the best utilisation is looked for.
struct SpatialMapping {
  std::vector<SpatialUnrolling> unrollings;

  friend bool operator==(const SpatialMapping&, const SpatialMapping&) = default;
};

/// "As many as fit" for SpatialUnrolling::factor.
inline constexpr std::int64_t kUnrollAll = std::int64_t{1} << 40;

}  // namespace fusewright
