// ConvTranspose: every input element spreads over the outputs under its kernel (ONNX operator ConvTranspose). The nest
// runs over input positions and kernel taps, so that its operations are the multiplications that are needed.

#include <algorithm>

#include "core/io/onnx/lower/lowering.h"
#include "core/io/onnx/lower/sliding_window.h"
#include "core/io/onnx/lower/window_nest.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

/// Padding cut off before the first output: as given, or so that the output has the size that was asked for.
std::int64_t cutBefore(const OnnxNode& node, const SlidingWindow& window, std::size_t axis, std::int64_t input,
                       std::int64_t output) {
  const std::string automatic = attributeOr(node, "auto_pad", std::string("NOTSET"));
  const bool asked = node.attributes.contains("output_shape");
  if (automatic == "VALID") return 0;
  if (automatic == "NOTSET" && !asked) return window.padding;
  const Shape extra = attributeOr(node, "output_padding", Shape{});
  const std::int64_t full =
      window.stride * (input - 1) + window.dilation * (window.taps - 1) + 1 + (axis < extra.size() ? extra[axis] : 0);
  const std::int64_t total = std::max<std::int64_t>(full - output, 0);
  return automatic == "SAME_UPPER" ? total / 2 : total - total / 2;
}

/// Sizes of one group.
struct Channels {
  std::int64_t groups = 1;
  std::int64_t inputs = 1;
  std::int64_t outputs = 1;
};

std::optional<Channels> channelsOf(const LoweringSite& site, const WindowSite& window, const Shape& kernel) {
  const std::int64_t groups = attributeOr(site.node, "group", std::int64_t{1});
  if (kernel.size() != window.inputShape.size() || groups < 1 || kernel[0] % groups != 0) return std::nullopt;
  if (kernel[0] != window.inputShape[1] || kernel[1] * groups != window.outputShape[1]) return std::nullopt;
  return Channels{groups, kernel[0] / groups, kernel[1]};
}

/// Loops B, K, G, IX, C, FX, IY, FY, IZ, FZ, as far as there are axes.
Layer spreadingLayer(const LoweringSite& site, const WindowSite& window, const Channels& channels,
                     const std::vector<SlidingWindow>& windows) {
  Nest nest;
  const int b = nest.add("B", window.inputShape[0]);
  const int k = nest.add("K", channels.outputs);
  const int g = nest.add("G", channels.groups);
  const std::size_t axes = windows.size();
  SpatialLoops loops{std::vector<int>(axes), std::vector<int>(axes)};
  int c = 0;
  for (std::size_t fromLast = 0; fromLast < axes; ++fromLast) {
    const std::size_t axis = axes - 1 - fromLast;
    loops.results[axis] = nest.add("I" + spatialLetter(fromLast), window.inputShape[2 + axis]);
    if (fromLast == 0) c = nest.add("C", channels.inputs);
    loops.taps[axis] = nest.add("F" + spatialLetter(fromLast), windows[axis].taps);
  }
  Layer layer = emptyLayer(site, LayerKind::Compute, OperatorClass::Convolution);
  layer.dims = nest.loops();
  Operand i{.role = OperandRole::I, .axes = {plainAxis(b), groupedAxis(g, channels.inputs, c)}};
  Operand w{.role = OperandRole::W, .axes = {groupedAxis(g, channels.inputs, c), plainAxis(k)}};
  Operand o{.role = OperandRole::O, .axes = {plainAxis(b), groupedAxis(g, channels.outputs, k)}};
  for (std::size_t axis = 0; axis < axes; ++axis) {
    i.axes.push_back(plainAxis(loops.results[axis]));
    w.axes.push_back(plainAxis(loops.taps[axis]));
    o.axes.push_back(windowAxis(windows[axis], loops.results[axis], loops.taps[axis]));
  }
  layer.inputs = {std::move(i), std::move(w)};
  layer.output = std::move(o);
  return layer;
}

}  // namespace

Result<Lowered> lowerConvTranspose(const LoweringSite& site) {
  const auto window = windowSite(site);
  if (!window || site.inputs.size() < 2 || !site.inputs[1])
    return unfit(site, "lacks an input or output, or has not 1 to 3 spatial axes");
  const Shape& kernel = site.tensor(*site.inputs[1]).shape;
  const auto channels = channelsOf(site, *window, kernel);
  auto windows =
      channels ? slidingWindows(site.node, spatial(kernel), spatial(window->inputShape), spatial(window->outputShape))
               : std::nullopt;
  if (!windows) return unfit(site, "its kernel, groups or paddings do not fit its input");
  for (std::size_t axis = 0; axis < windows->size(); ++axis)
    (*windows)[axis].padding =
        cutBefore(site.node, (*windows)[axis], axis, window->inputShape[2 + axis], window->outputShape[2 + axis]);
  Layer layer = spreadingLayer(site, *window, *channels, *windows);
  const OperandPrecisions bits = operandPrecisions(site, 0, 1);
  layer.inputs[0].tensor = window->input;
  layer.inputs[0].precision = bits.i;
  layer.inputs[1].tensor = *site.inputs[1];
  layer.inputs[1].precision = bits.w;
  layer.output.tensor = window->output;
  layer.output.precision = bits.o;
  return Lowered{.layers = {std::move(layer)}, .tensors = {}, .warnings = {}};
}

}  // namespace fusewright
