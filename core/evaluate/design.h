#pragma once

#include <memory>
#include <string>

#include "core/hardware/accelerator.h"
#include "core/mapping/mapping_request.h"
#include "core/workload/workload.h"

namespace fusewright {

/// Which set of modelling choices a result was made with.
enum class Assumptions : std::uint8_t {
  Paper,  ///< METHOD part A to the letter, flaws included
};

/// Everything that decides a result. Cheap to copy.
struct Design {
  std::shared_ptr<const Workload> workload;
  std::shared_ptr<const Accelerator> accelerator;
  MappingRequest mapping;
  Assumptions assumptions = Assumptions::Paper;
};

/// Equal inputs, wherever they are stored.
[[nodiscard]] bool operator==(const Design& a, const Design& b);

}  // namespace fusewright
