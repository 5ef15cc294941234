#pragma once

#include <cstdint>
#include <string>

#include "core/workload/workload.h"

namespace fusewright {

/// Everything about the layers [first, last) that does not depend on where in the model they are, as text to compare:
/// operators, loops, operands, shapes, precisions, and the links among them. Names, offsets into tensors, numbers of
/// steps, and whether what comes from outside is a constant, are left out.
[[nodiscard]] std::string shapeOfLayers(const Workload& workload, std::int32_t first, std::int32_t last);

}  // namespace fusewright
