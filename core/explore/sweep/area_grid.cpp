#include "core/explore/sweep/area_grid.h"

#include <array>
#include <cmath>

namespace fusewright {
namespace {

constexpr std::array kFractions{0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
constexpr int kAreas = 9;
constexpr double kSmallest = 0.125;
/// No divisor of the number of samples, and near its golden section: consecutive samples lie far apart.
constexpr std::size_t kStride = 67;

}  // namespace

std::vector<AreaSample> areaGrid(const Accelerator& base) {
  const double area = chipArea(base);
  if (!(area > 0)) return {};
  std::vector<AreaSample> grid;
  for (int index = 0; index < kAreas; ++index) {
    for (const double fraction : kFractions) {
      grid.push_back({.areaMm2 = area * kSmallest * std::exp2(index / 2.0), .memoryFraction = fraction});
    }
  }
  std::vector<AreaSample> spread;
  for (std::size_t index = 0; index < grid.size(); ++index) spread.push_back(grid[index * kStride % grid.size()]);
  return spread;
}

}  // namespace fusewright
