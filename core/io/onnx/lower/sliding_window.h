#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/io/onnx/onnx_graph.h"
#include "core/workload/operand.h"

namespace fusewright {

/// How a kernel slides along one spatial axis: input index = stride * output index + dilation * tap - padding.
struct SlidingWindow {
  std::int64_t taps = 1;
  std::int64_t stride = 1;
  std::int64_t dilation = 1;
  std::int64_t padding = 0;  ///< before the first element

  friend bool operator==(const SlidingWindow&, const SlidingWindow&) = default;
};

/// The windows of a convolution or pooling node, outermost spatial axis first, by its attributes strides, dilations,
/// pads, auto_pad. Sizes are those of the spatial axes. None if an attribute has the wrong length or is out of range.
[[nodiscard]] std::optional<std::vector<SlidingWindow>> slidingWindows(const OnnxNode& node,
                                                                       const std::vector<std::int64_t>& kernel,
                                                                       const std::vector<std::int64_t>& inputSizes,
                                                                       const std::vector<std::int64_t>& outputSizes);

/// The input axis under `window`, indexed by loop number `output` over the results and loop number `tap` over the
/// kernel.
[[nodiscard]] Axis windowAxis(const SlidingWindow& window, int output, int tap);

}  // namespace fusewright
