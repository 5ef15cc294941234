#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/io/onnx/lower/lowering.h"

namespace fusewright {

/// Most spatial axes of a convolution or pooling node.
inline constexpr std::size_t kMostSpatialAxes = 3;

/// Sizes after batch and channels.
[[nodiscard]] std::vector<std::int64_t> spatial(const std::vector<std::int64_t>& shape);

/// "X", "Y", "Z" for the spatial axis that is `fromLast` axes before the last one.
[[nodiscard]] std::string spatialLetter(std::size_t fromLast);

/// An axis that follows one loop.
[[nodiscard]] Axis plainAxis(int dim);

/// Channels of one tensor axis in groups: index = size of a group * group + channel.
[[nodiscard]] Axis groupedAxis(int group, std::int64_t groupSize, int channel);

/// A loop nest under construction: loops by name, in the order in which they are added.
class Nest {
 public:
  int add(std::string name, std::int64_t size);
  [[nodiscard]] const std::vector<LoopDim>& loops() const { return loops_; }

 private:
  std::vector<LoopDim> loops_;
};

/// Loop numbers of the results (or, of a transposed convolution, inputs) and taps, by spatial axis of the tensor,
/// outermost first.
struct SpatialLoops {
  std::vector<int> results;
  std::vector<int> taps;
};

/// What a convolution or pooling node looks like to its rule.
struct WindowSite {
  TensorId input;
  TensorId output;
  std::vector<std::int64_t> inputShape;
  std::vector<std::int64_t> outputShape;
};

/// None if an input or output is left out or there are not one to kMostSpatialAxes spatial axes.
[[nodiscard]] std::optional<WindowSite> windowSite(const LoweringSite& site);

}  // namespace fusewright
