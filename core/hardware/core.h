#pragma once

#include <string>
#include <vector>

#include "core/hardware/memory_level.h"
#include "core/hardware/operational_array.h"

namespace fusewright {

/// A core's habitual unrolling of one array dimension: loop dimension names with the factor to unroll.
struct DataflowDim {
  std::string arrayDim;
  std::string loopDim;
  std::int64_t factor = 1;

  friend bool operator==(const DataflowDim&, const DataflowDim&) = default;
};

/// One processing element of the accelerator with its own memories. The off-chip memory is a core too: an empty array
/// and one memory.
struct Core {
  std::string name;
  OperationalArray array;
  std::vector<MemoryLevel> memories;       ///< lowest (next to the array) first
  std::vector<DataflowDim> dataflow;       ///< may be empty
  std::vector<std::string> operatorTypes;  ///< ONNX op types it is meant for; empty: any

  friend bool operator==(const Core&, const Core&) = default;
};

}  // namespace fusewright
