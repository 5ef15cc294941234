#include "core/cost/compute_cost.h"

#include <algorithm>

namespace fusewright {

std::int64_t computeCycles(const TileShape& shape, const SpatialUse& use) {
  std::int64_t cycles = shape.cyclesPerOperation;
  for (const std::int64_t iterations : use.iterations) cycles *= iterations;
  return cycles;
}

double spatialUtilisation(const TileShape& shape, const SpatialUse& use, const Core& core) {
  const std::int64_t units = std::max<std::int64_t>(1, unitCount(core.array));
  const std::int64_t ideal = (operationCount(shape) + units - 1) / units * shape.cyclesPerOperation;
  return static_cast<double>(ideal) / static_cast<double>(computeCycles(shape, use));
}

}  // namespace fusewright
