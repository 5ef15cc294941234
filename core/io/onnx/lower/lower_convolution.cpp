// Layers with a sliding window: convolutions and pooling (METHOD A1; loop orders as the published tool has them, since
// ties between loop orders depend on them).

#include <algorithm>

#include "core/io/onnx/lower/lowering.h"
#include "core/io/onnx/lower/sliding_window.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

constexpr std::size_t kMostSpatialAxes = 3;

Shape spatial(const Shape& shape) {
  return {shape.begin() + 2, shape.end()};
}

Axis plainAxis(int dim) {
  return {.terms = {{.dim = dim, .stride = 1}}, .offset = 0, .broadcast = false};
}

/// Channels of one tensor axis in groups: index = size of a group * group + channel.
Axis groupedAxis(int group, std::int64_t groupSize, int channel) {
  return {
      .terms = {{.dim = group, .stride = groupSize}, {.dim = channel, .stride = 1}}, .offset = 0, .broadcast = false};
}

/// A loop nest under construction: loops by name, in the order in which they are added.
class Nest {
 public:
  int add(std::string name, std::int64_t size) {
    loops_.push_back({.name = std::move(name), .size = size});
    return static_cast<int>(loops_.size()) - 1;
  }
  [[nodiscard]] const std::vector<LoopDim>& loops() const { return loops_; }

 private:
  std::vector<LoopDim> loops_;
};

/// Loop numbers of the results and taps, by spatial axis of the tensor, outermost first.
struct SpatialLoops {
  std::vector<int> results;
  std::vector<int> taps;
};

/// "X", "Y", "Z" for the spatial axis that is `fromLast` axes before the last one.
std::string spatialLetter(std::size_t fromLast) {
  return std::string(1, "XYZ"[fromLast]);
}

/// What a convolution or pooling node looks like to both rules.
struct WindowSite {
  TensorId input;
  TensorId output;
  Shape inputShape;
  Shape outputShape;
};

std::optional<WindowSite> windowSite(const LoweringSite& site) {
  if (site.outputs.empty() || !site.outputs[0] || site.inputs.empty() || !site.inputs[0]) return std::nullopt;
  WindowSite window{*site.inputs[0], *site.outputs[0], site.tensor(*site.inputs[0]).shape,
                    site.tensor(*site.outputs[0]).shape};
  const std::size_t rank = window.inputShape.size();
  if (rank < 3 || rank > 2 + kMostSpatialAxes || window.outputShape.size() != rank) return std::nullopt;
  return window;
}

/// What a convolution's shapes and attributes amount to.
struct ConvSizes {
  std::int64_t groups = 1;
  std::int64_t outputChannels = 1;  ///< of one group
  std::int64_t inputChannels = 1;   ///< of one group
  std::vector<SlidingWindow> windows;
};

std::optional<ConvSizes> convSizes(const LoweringSite& site, const WindowSite& window, const Shape& kernel) {
  ConvSizes sizes;
  sizes.groups = attributeOr(site.node, "group", std::int64_t{1});
  if (kernel.size() != window.inputShape.size() || sizes.groups < 1 || sizes.groups > kernel[0]) return std::nullopt;
  sizes.outputChannels = kernel[0] / sizes.groups;
  sizes.inputChannels = kernel[1];
  if (sizes.outputChannels * sizes.groups != window.outputShape[1] || kernel[0] != window.outputShape[1] ||
      sizes.inputChannels * sizes.groups != window.inputShape[1])
    return std::nullopt;
  auto windows = slidingWindows(site.node, spatial(kernel), spatial(window.inputShape), spatial(window.outputShape));
  if (!windows) return std::nullopt;
  sizes.windows = *std::move(windows);
  return sizes;
}

/// One channel in and out per group along one axis: loops B, G, OX, FX (METHOD A1, Conv1d).
Layer depthwise1d(const LoweringSite& site, const WindowSite& window, const ConvSizes& sizes) {
  Nest nest;
  const int b = nest.add("B", window.outputShape[0]);
  const int g = nest.add("G", sizes.groups);
  const int ox = nest.add("OX", window.outputShape[2]);
  const int fx = nest.add("FX", sizes.windows[0].taps);
  Layer layer = emptyLayer(site, LayerKind::Compute, OperatorClass::Convolution);
  layer.dims = nest.loops();
  layer.inputs = {{.role = OperandRole::I, .axes = {plainAxis(b), plainAxis(g), windowAxis(sizes.windows[0], ox, fx)}},
                  {.role = OperandRole::W, .axes = {plainAxis(g), Axis{}, plainAxis(fx)}}};
  layer.output = {.role = OperandRole::O, .axes = {plainAxis(b), plainAxis(g), plainAxis(ox)}};
  return layer;
}

/// Loops B, K, G, OX, C, FX, OY, FY, OZ, FZ, as far as there are axes.
Layer generalConv(const LoweringSite& site, const WindowSite& window, const ConvSizes& sizes) {
  Nest nest;
  const int b = nest.add("B", window.outputShape[0]);
  const int k = nest.add("K", sizes.outputChannels);
  const int g = nest.add("G", sizes.groups);
  const std::size_t axes = sizes.windows.size();
  SpatialLoops loops{std::vector<int>(axes), std::vector<int>(axes)};
  int c = 0;
  for (std::size_t fromLast = 0; fromLast < axes; ++fromLast) {
    const std::size_t axis = axes - 1 - fromLast;
    loops.results[axis] = nest.add("O" + spatialLetter(fromLast), window.outputShape[2 + axis]);
    if (fromLast == 0) c = nest.add("C", sizes.inputChannels);
    loops.taps[axis] = nest.add("F" + spatialLetter(fromLast), sizes.windows[axis].taps);
  }
  Layer layer = emptyLayer(site, LayerKind::Compute, OperatorClass::Convolution);
  layer.dims = nest.loops();
  Operand i{.role = OperandRole::I, .axes = {plainAxis(b), groupedAxis(g, sizes.inputChannels, c)}};
  Operand w{.role = OperandRole::W, .axes = {groupedAxis(g, sizes.outputChannels, k), plainAxis(c)}};
  Operand o{.role = OperandRole::O, .axes = {plainAxis(b), groupedAxis(g, sizes.outputChannels, k)}};
  for (std::size_t axis = 0; axis < axes; ++axis) {
    i.axes.push_back(windowAxis(sizes.windows[axis], loops.results[axis], loops.taps[axis]));
    w.axes.push_back(plainAxis(loops.taps[axis]));
    o.axes.push_back(plainAxis(loops.results[axis]));
  }
  layer.inputs = {std::move(i), std::move(w)};
  layer.output = std::move(o);
  return layer;
}

/// Kernel sizes of a pooling node: its attribute, or for Global... the whole input.
Shape poolingKernel(const LoweringSite& site, const WindowSite& window) {
  if (site.node.operation.starts_with("Global")) return spatial(window.inputShape);
  return attributeOr(site.node, "kernel_shape", Shape{});
}

/// Loops B, K, OX, OY, C, FX, FY: the published tool counts the channels twice, as K and, used by no operand, as C.
Layer poolingLayer(const LoweringSite& site, const WindowSite& window, const std::vector<SlidingWindow>& windows) {
  const std::size_t axes = windows.size();
  Nest nest;
  const int b = nest.add("B", window.outputShape[0]);
  const int k = nest.add("K", window.outputShape[1]);
  SpatialLoops loops{std::vector<int>(axes), std::vector<int>(axes)};
  for (std::size_t fromLast = 0; fromLast < axes; ++fromLast)
    loops.results[axes - 1 - fromLast] =
        nest.add("O" + spatialLetter(fromLast), window.outputShape[1 + axes - fromLast]);
  nest.add("C", window.outputShape[1]);
  for (std::size_t fromLast = 0; fromLast < axes; ++fromLast)
    loops.taps[axes - 1 - fromLast] = nest.add("F" + spatialLetter(fromLast), windows[axes - 1 - fromLast].taps);
  const OperandPrecisions bits = operandPrecisions(site, 0, std::nullopt);
  Layer layer = emptyLayer(site, LayerKind::Compute, OperatorClass::Pooling);
  layer.dims = nest.loops();
  Operand i{.role = OperandRole::I, .tensor = window.input, .axes = {plainAxis(b), plainAxis(k)}, .precision = bits.i};
  Operand w{.role = OperandRole::W, .tensor = std::nullopt, .axes = {}, .precision = 0};  // a window, no data
  Operand o{.role = OperandRole::O, .tensor = window.output, .axes = {plainAxis(b), plainAxis(k)}, .precision = bits.o};
  for (std::size_t axis = 0; axis < axes; ++axis) {
    i.axes.push_back(windowAxis(windows[axis], loops.results[axis], loops.taps[axis]));
    w.axes.push_back(plainAxis(loops.taps[axis]));
    o.axes.push_back(plainAxis(loops.results[axis]));
  }
  layer.inputs = {std::move(i), std::move(w)};
  layer.output = std::move(o);
  return layer;
}

}  // namespace

Result<Lowered> lowerConv(const LoweringSite& site) {
  const std::size_t weight = site.node.operation == "QLinearConv" ? 3 : 1;
  const auto window = windowSite(site);
  if (!window || site.inputs.size() <= weight || !site.inputs[weight])
    return unfit(site, "lacks an input or output, or has not 1 to 3 spatial axes");
  const auto sizes = convSizes(site, *window, site.tensor(*site.inputs[weight]).shape);
  if (!sizes) return unfit(site, "its kernel, groups or paddings do not fit its input");
  const bool depthwise = sizes->inputChannels == 1 && sizes->outputChannels == 1 && sizes->groups > 1;
  Layer layer =
      depthwise && sizes->windows.size() == 1 ? depthwise1d(site, *window, *sizes) : generalConv(site, *window, *sizes);
  const OperandPrecisions bits = operandPrecisions(site, 0, weight);
  layer.inputs[0].tensor = window->input;
  layer.inputs[0].precision = bits.i;
  layer.inputs[1].tensor = *site.inputs[weight];
  layer.inputs[1].precision = bits.w;
  layer.output.tensor = window->output;
  layer.output.precision = bits.o;
  return Lowered{.layers = {std::move(layer)}, .tensors = {}, .warnings = {}};
}

Result<Lowered> lowerPooling(const LoweringSite& site) {
  const auto window = windowSite(site);
  if (!window) return unfit(site, "lacks an input or output, or has not 1 to 3 spatial axes");
  const Shape kernel = poolingKernel(site, *window);
  const std::size_t axes = window->inputShape.size() - 2;
  const auto windows = kernel.size() != axes ? std::nullopt
                                             : slidingWindows(site.node, kernel, spatial(window->inputShape),
                                                              spatial(window->outputShape));
  if (!windows) return unfit(site, "its kernel or paddings do not fit its input");
  return Lowered{.layers = {poolingLayer(site, *window, *windows)}, .tensors = {}, .warnings = {}};
}

}  // namespace fusewright
