#pragma once

#include "core/io/onnx/lower/lowering.h"

namespace fusewright {

/// Whether elements of the outputs of a layout operator come from its input number `input`; false for shapes, axes,
/// lengths and the like, which are read when the model is.
[[nodiscard]] bool carriesElements(const OnnxNode& node, std::size_t input);

/// Where the elements of output number `output` lie in input number `input` of a layout operator. A Barrier where that
/// is not known or no affine map.
[[nodiscard]] IndexMap layoutMap(const LoweringSite& site, std::size_t input, std::size_t output);

/// The maps that a Gather by known indices is made of: one for every run of evenly spaced indices, each in the window
/// that it fills. Empty for other nodes, and where one map does.
[[nodiscard]] std::vector<IndexMap> gatherRuns(const LoweringSite& site);

/// Whether what the operator picks or places depends on contents that are known only when the model runs.
[[nodiscard]] bool dependsOnContents(const LoweringSite& site);

}  // namespace fusewright
