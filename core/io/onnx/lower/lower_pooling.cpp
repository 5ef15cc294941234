// Pooling: a sliding window without weights (METHOD A1).

#include "core/io/onnx/lower/lowering.h"
#include "core/io/onnx/lower/sliding_window.h"
#include "core/io/onnx/lower/window_nest.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

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
