#pragma once

#include <cstdint>
#include <vector>

#include "core/io/onnx/onnx_graph.h"
#include "core/workload/index_map.h"

namespace fusewright {

/// Where Resize and Upsample read the elements of their output (ONNX operator Resize: coordinate_transformation_mode,
/// mode, nearest_mode). Axes that keep their size are read in step; of the others the elements that are interpolated,
/// up to two more where the scale is not the quotient of the sizes, and all where a region of interest decides.
[[nodiscard]] IndexMap resizeMap(const OnnxNode& node, const std::vector<std::int64_t>& inputShape,
                                 const std::vector<std::int64_t>& outputShape);

}  // namespace fusewright
