// Operators that read their input where another input says: DeformConv, RoiAlign, MaxRoiPool, GridSample. Their loops
// are those of a convolution or pooling with as many taps; what they may read is all of the image.

#include <algorithm>

#include <fmt/format.h>

#include "core/io/onnx/lower/lowering.h"
#include "core/io/onnx/lower/step_writer.h"
#include "core/io/onnx/lower/window_nest.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

/// Where input number `input` says what is read: an operand over its first axes that waits for the others as a whole.
void waitFor(const LoweringSite& site, Lowered& lowered, std::size_t input, const std::vector<int>& loops,
             const std::vector<std::size_t>& axes) {
  if (!fromPredecessor(site, input)) return;
  const Tensor& source = site.tensor(*site.inputs[input]);
  const TensorId places(site.firstTensor() + lowered.tensors.size());
  IndexMap map = identityMap(source.shape.size());
  for (AxisSource& axis : map.axes) axis.outputAxis = std::nullopt;
  Tensor kept{.name = site.node.name + "/places", .shape = {}, .precision = source.precision};
  Operand operand{.role = OperandRole::W, .tensor = places, .axes = {}, .precision = source.precision};
  for (std::size_t axis = 0; axis < axes.size(); ++axis) {
    kept.shape.push_back(source.shape[axes[axis]]);
    map.axes[axes[axis]].outputAxis = static_cast<int>(axis);
    operand.axes.push_back(axisAlong(loops[axis]));
  }
  lowered.tensors.push_back(std::move(kept));
  lowered.layers.back().inputs.push_back(std::move(operand));
  Layer wait = emptyLayer(site, LayerKind::Routing, OperatorClass::Layout);
  wait.name += "/places";
  wait.routes = {{.output = places, .inputs = {{.tensor = *site.inputs[input], .map = std::move(map)}}}};
  lowered.layers.insert(lowered.layers.begin(), std::move(wait));
}

/// `lowered` waiting for the whole image, and a warning that says so.
Lowered fromAnywhere(const LoweringSite& site, Lowered lowered, const std::vector<std::size_t>& axes) {
  lowered = behindBarrier(site, std::move(lowered), axes);
  lowered.warnings.push_back(
      {.what = fmt::format("where this {} reads its input is known only when the model runs", site.node.operation),
       .where = whereIs(site.graph, site.node),
       .node = site.node.name,
       .consequence = "the worst case is assumed: each of its tiles waits for the whole image"});
  return lowered;
}

/// Input elements that one output element combines along one spatial axis of these sizes.
std::int64_t tapsOf(const OnnxNode& node, std::int64_t input, std::int64_t output) {
  const std::int64_t widest = (input + output - 1) / output;  // a region as large as the image
  if (node.operation == "MaxRoiPool") return widest;
  if (node.operation == "RoiAlign") {
    const std::int64_t samples = attributeOr(node, "sampling_ratio", std::int64_t{0});
    return 2 * (samples > 0 ? std::min(samples, input) : widest);  // each sample lies between two elements
  }
  const std::string mode = attributeOr(node, "mode", std::string("linear"));
  return mode == "nearest" ? 1 : mode == "cubic" || mode == "bicubic" ? 4 : 2;
}

/// Loops B, K, OX, OY, FX, FY: a pooling whose window may be anywhere in the image.
Layer samplingLayer(const LoweringSite& site, const WindowSite& window, bool perImage) {
  const std::size_t axes = window.inputShape.size() - 2;
  Nest nest;
  const int b = nest.add("B", window.outputShape[0]);
  const int k = nest.add("K", window.outputShape[1]);
  SpatialLoops loops{std::vector<int>(axes), std::vector<int>(axes)};
  std::vector<std::int64_t> taps(axes);
  for (std::size_t fromLast = 0; fromLast < axes; ++fromLast) {
    const std::size_t axis = axes - 1 - fromLast;
    loops.results[axis] = nest.add("O" + spatialLetter(fromLast), window.outputShape[2 + axis]);
  }
  for (std::size_t fromLast = 0; fromLast < axes; ++fromLast) {
    const std::size_t axis = axes - 1 - fromLast;
    taps[axis] = tapsOf(site.node, window.inputShape[2 + axis], window.outputShape[2 + axis]);
    loops.taps[axis] = nest.add("F" + spatialLetter(fromLast), taps[axis]);
  }
  const OperandPrecisions bits = operandPrecisions(site, 0, std::nullopt);
  Layer layer = emptyLayer(site, LayerKind::Compute, OperatorClass::Pooling);
  layer.dims = nest.loops();
  Operand i{.role = OperandRole::I, .tensor = window.input, .axes = {}, .precision = bits.i};
  Operand o{.role = OperandRole::O, .tensor = window.output, .axes = {axisAlong(b), axisAlong(k)}, .precision = bits.o};
  i.axes = {perImage ? axisAlong(b) : axisAt(0), axisAlong(k)};
  for (std::size_t axis = 0; axis < axes; ++axis) {
    i.axes.push_back({.terms = {{.dim = loops.results[axis], .stride = taps[axis]}, {.dim = loops.taps[axis]}},
                      .offset = 0,
                      .broadcast = false});
    o.axes.push_back(axisAlong(loops.results[axis]));
  }
  layer.inputs = {std::move(i), missingOperand(bits.w)};
  layer.output = std::move(o);
  return layer;
}

std::vector<std::size_t> spatialAxes(std::size_t rank) {
  std::vector<std::size_t> axes;
  for (std::size_t axis = 2; axis < rank; ++axis) axes.push_back(axis);
  return axes;
}

}  // namespace

Result<Lowered> lowerDeformConv(const LoweringSite& site) {
  auto lowered = lowerConv(site);
  if (!lowered) return lowered;
  const std::size_t rank = site.tensor(*site.inputs[0]).shape.size();
  const Layer& layer = lowered->layers.back();
  // The offsets of all taps of a place: axes batch and places of [batch, offsets, places ...].
  std::vector<int> loops{layer.output.axes[0].terms[0].dim};
  std::vector<std::size_t> axes{0};
  for (std::size_t axis = 2; axis < rank; ++axis) {
    loops.push_back(layer.output.axes[axis].terms[0].dim);
    axes.push_back(axis);
  }
  if (site.inputs.size() > 2 && site.inputs[2] && site.tensor(*site.inputs[2]).shape.size() == rank)
    waitFor(site, *lowered, 2, loops, axes);
  return fromAnywhere(site, *std::move(lowered), spatialAxes(rank));
}

Result<Lowered> lowerSampling(const LoweringSite& site) {
  const auto window = windowSite(site);
  const bool perImage = site.node.operation == "GridSample";
  if (!window || window->inputShape[1] != window->outputShape[1] ||
      (perImage && window->inputShape[0] != window->outputShape[0]))
    return lowerByTraffic(site);
  Lowered lowered{.layers = {samplingLayer(site, *window, perImage)}, .tensors = {}, .warnings = {}};
  const std::size_t rank = window->inputShape.size();
  const std::size_t placesRank =
      site.inputs.size() > 1 && site.inputs[1] ? site.tensor(*site.inputs[1]).shape.size() : 0;
  if (perImage && placesRank == rank) {  // grid [batch, places ..., coordinates]
    std::vector<int> loops{0};
    std::vector<std::size_t> axes{0};
    for (std::size_t axis = 2; axis < rank; ++axis) {
      loops.push_back(lowered.layers[0].output.axes[axis].terms[0].dim);
      axes.push_back(axis - 1);
    }
    waitFor(site, lowered, 1, loops, axes);
  } else if (!perImage && placesRank == 2) {  // regions [count, coordinates]
    waitFor(site, lowered, 1, {0}, {0});
  }
  std::vector<std::size_t> whole = spatialAxes(rank);
  if (!perImage) whole.insert(whole.begin(), 0);
  return fromAnywhere(site, std::move(lowered), whole);
}

}  // namespace fusewright
