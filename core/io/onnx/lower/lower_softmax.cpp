// Softmax as max, exp, sum, div (METHOD A1), and its kin.

#include <algorithm>

#include "core/io/onnx/lower/lowering.h"
#include "core/io/onnx/lower/row_layers.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

/// Axes that Softmax normalises over: one, or before opset 13 all from `axis` on.
std::vector<std::size_t> softmaxAxes(const LoweringSite& site, std::size_t rank) {
  const bool flattens = site.graph.opset < 13;
  const auto axis = frontAxis(attributeOr(site.node, "axis", std::int64_t{flattens ? 1 : -1}), rank);
  std::vector<std::size_t> axes{axis.value_or(rank - 1)};
  while (flattens && axes.back() + 1 < rank) axes.push_back(axes.back() + 1);
  return axes;
}

}  // namespace

Result<Lowered> lowerSoftmax(const LoweringSite& site) {
  if (site.outputs.empty() || !site.outputs[0] || site.inputs.empty() || !site.inputs[0])
    return unfit(site, "lacks an input or output");
  const TensorId input = *site.inputs[0];
  const TensorId output = *site.outputs[0];
  const Shape& shape = site.tensor(input).shape;
  if (shape.empty() || site.tensor(output).shape != shape) return lowerByTraffic(site);
  RowLayers layers(site, shape, softmaxAxes(site, shape.size()));
  const OperandPrecisions bits = layers.bits();
  const TensorId largest = layers.rows("max");
  if (site.node.operation == "Hardmax") {  // one at the largest element, zero elsewhere
    layers.reduce({.part = "max", .operation = "ArgMax", .from = input, .precision = bits.i}, largest);
    layers.combine({.part = "equal", .operation = "Equal", .from = input, .precision = bits.i, .rows = largest},
                   output);
    return std::move(layers).finished();
  }
  const TensorId powers = layers.elements("exp");
  const TensorId sum = layers.rows("sum");
  layers.reduce({.part = "max", .operation = "ReduceMax", .from = input, .precision = bits.i}, largest);
  layers.combine({.part = "exp", .operation = "Exp", .from = input, .precision = bits.i, .rows = largest}, powers);
  layers.reduce({.part = "sum", .operation = "ReduceSum", .from = powers, .precision = bits.o}, sum);
  if (site.node.operation == "LogSoftmax")  // x - max - log(sum)
    layers.combine(
        {.part = "sub", .operation = "Add", .from = input, .precision = bits.i, .rows = sum, .also = {largest}},
        output);
  else
    layers.combine({.part = "div", .operation = "Div", .from = powers, .precision = bits.o, .rows = sum}, output);
  return std::move(layers).finished();
}

}  // namespace fusewright
