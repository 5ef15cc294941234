// Convolutions (METHOD A1; loop orders as the published tool has them, since ties between loop orders depend on them).

#include <algorithm>

#include "core/io/onnx/lower/lowering.h"
#include "core/io/onnx/lower/sliding_window.h"
#include "core/io/onnx/lower/window_nest.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

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

}  // namespace fusewright
