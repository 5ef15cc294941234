#pragma once

#include <memory>
#include <string>

#include "core/base/assumptions.h"
#include "core/hardware/accelerator.h"
#include "core/mapping/mapping_request.h"
#include "core/workload/workload.h"

namespace fusewright {

/// Everything that decides a result. Cheap to copy.
struct Design {
  std::shared_ptr<const Workload> workload;
  std::shared_ptr<const Accelerator> accelerator;
  MappingRequest mapping;
  Assumptions assumptions = {};  ///< the default is `paper`
};

/// Equal inputs, wherever they are stored.
[[nodiscard]] bool operator==(const Design& a, const Design& b);

}  // namespace fusewright
