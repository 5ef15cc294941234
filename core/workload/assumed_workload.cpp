#include "core/workload/assumed_workload.h"

namespace fusewright {

std::shared_ptr<const Workload> assumedWorkload(std::shared_ptr<const Workload> workload, const Assumptions&) {
  return workload;
}

}  // namespace fusewright
