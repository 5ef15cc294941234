#pragma once

#include <vector>

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/hardware/accelerator.h"
#include "core/mapping/fusion_plan.h"
#include "core/mapping/schedule_policy.h"
#include "core/mapping/spatial_mapping.h"
#include "core/mapping/tiling.h"
#include "core/workload/workload.h"

namespace fusewright {

/// How one layer runs: on which cores, how it is cut, what is unrolled.
struct LayerMapping {
  std::vector<CoreId> cores;  ///< core allocation; with inter-core tiling part i runs on cores[i % cores.size()]
  SpatialMapping spatial;
  Tiling intraCore;  ///< applies only inside fusion groups of two or more layers (METHOD A2)
  Tiling interCore;

  friend bool operator==(const LayerMapping&, const LayerMapping&) = default;
};

/// Everything that decides how a workload runs on an accelerator.
struct Mapping {
  std::vector<LayerMapping> layers;  ///< by LayerId; entries of layers without cost are unused
  FusionPlan fusion;
  SchedulePolicy policy = {};

  friend bool operator==(const Mapping&, const Mapping&) = default;
};

/// Checks a mapping against what it maps: sizes of tables, cores that exist, loop dimensions that the layer has, parts
/// not more than iterations. Errors name the layer.
[[nodiscard]] Result<Mapping> checkedMapping(const Workload& workload, const Accelerator& accelerator, Mapping mapping);

}  // namespace fusewright
