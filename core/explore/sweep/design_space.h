#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/evaluate/design.h"

namespace fusewright {

/// One design of a sweep, as its axes name it. What is not asked for is as in the base accelerator. Nothing here need
/// be possible: designAt() says what is not.
struct SweepPoint {
  std::int64_t length = 64;  ///< L, tokens at a time
  std::string fusion = "all";
  TilingMode tiling = TilingMode::PerStep;
  std::optional<double> memoryMB;        ///< on-chip memory; 2^20 bytes
  std::optional<double> areaFraction;    ///< of the base accelerator's area; with memoryFraction (METHOD A7)
  std::optional<double> memoryFraction;  ///< part of the area that is memory

  friend bool operator==(const SweepPoint&, const SweepPoint&) = default;
};

/// The axes of a sweep. An empty axis of sizes is not swept.
struct DesignSpace {
  std::vector<std::int64_t> lengths{64};
  std::vector<std::string> fusions{"all"};
  std::vector<TilingMode> tilings{TilingMode::PerStep};
  std::vector<double> memoriesMB;
  std::vector<double> areaFractions;
  std::vector<double> memoryFractions;
};

/// Every combination of the axes, the first axis slowest.
[[nodiscard]] std::vector<SweepPoint> pointsOf(const DesignSpace& space);

/// The model for sequences of a length. The room explore reads no files, so whoever runs a sweep brings the models.
/// Called from several threads at once.
using WorkloadSource = std::function<Result<std::shared_ptr<const Workload>>(std::int64_t length)>;

/// `base` with the sizes that `point` asks for; bits are rounded down, as in the study. Errors: no memory, no area, a
/// fraction outside (0, 1), a base without an area model.
[[nodiscard]] Result<Accelerator> acceleratorAt(const SweepPoint& point, const Accelerator& base);

/// The design that `point` means: `base` with another workload, accelerator, fusion and tiling; rules of its mapping
/// and assumptions stay.
[[nodiscard]] Result<Design> designAt(const SweepPoint& point, const Design& base, const WorkloadSource& workloads);

}  // namespace fusewright
