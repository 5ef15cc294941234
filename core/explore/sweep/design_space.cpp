#include "core/explore/sweep/design_space.h"

#include <cmath>

#include <fmt/format.h>

#include "core/hardware/iso_area.h"
#include "core/hardware/resize.h"

namespace fusewright {
namespace {

constexpr double kBitsPerMegabyte = 8.0 * 1024 * 1024;
constexpr double kMostMegabytes = 1 << 20;

/// The values of an axis; one "as it is" if the axis is not swept.
std::vector<std::optional<double>> valuesOf(const std::vector<double>& axis) {
  if (axis.empty()) return {std::nullopt};
  return {axis.begin(), axis.end()};
}

Result<Accelerator> withMegabytes(const Accelerator& base, double megabytes) {
  if (!std::isfinite(megabytes) || megabytes * kBitsPerMegabyte < 1 || megabytes > kMostMegabytes)
    return failure(fmt::format("an on-chip memory of {} MB", megabytes), "memory size",
                   fmt::format("give at least one bit and at most {} MB", kMostMegabytes));
  return withOnChipMemory(base, Bits{static_cast<std::int64_t>(megabytes * kBitsPerMegabyte)});
}

}  // namespace

std::vector<SweepPoint> pointsOf(const DesignSpace& space) {
  std::vector<SweepPoint> points;
  for (const std::int64_t length : space.lengths)
    for (const std::string& fusion : space.fusions)
      for (const TilingMode tiling : space.tilings)
        for (const auto memory : valuesOf(space.memoriesMB))
          for (const auto area : valuesOf(space.areaFractions))
            for (const auto fraction : valuesOf(space.memoryFractions))
              points.push_back({.length = length,
                                .fusion = fusion,
                                .tiling = tiling,
                                .memoryMB = memory,
                                .areaFraction = area,
                                .memoryFraction = fraction});
  return points;
}

Result<Accelerator> acceleratorAt(const SweepPoint& point, const Accelerator& base) {
  Result<Accelerator> accelerator = base;
  if (point.areaFraction.has_value() != point.memoryFraction.has_value())
    return failure("only one of area and memory fraction is given", "area", "give both or neither");
  if (point.areaFraction) accelerator = withArea(base, *point.areaFraction * chipArea(base), *point.memoryFraction);
  if (accelerator && point.memoryMB) accelerator = withMegabytes(*accelerator, *point.memoryMB);
  return accelerator;
}

Result<Design> designAt(const SweepPoint& point, const Design& base, const WorkloadSource& workloads) {
  auto accelerator = acceleratorAt(point, *base.accelerator);
  if (!accelerator) return tl::make_unexpected(accelerator.error());
  auto workload = workloads(point.length);
  if (!workload) return tl::make_unexpected(workload.error());
  Design design = base;
  design.workload = *std::move(workload);
  design.accelerator = std::make_shared<const Accelerator>(*std::move(accelerator));
  design.mapping.fusion = NamedFusion{point.fusion};
  design.mapping.tiling = point.tiling;
  return design;
}

}  // namespace fusewright
