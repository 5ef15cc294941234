// Layers that compute each element of their output on its own (METHOD A1: Add, Mul, Exp, Sigmoid, ...).

#include <algorithm>

#include "core/io/onnx/lower/lowering.h"
#include "core/io/onnx/lower/operator_table.h"

namespace fusewright {
namespace {

/// Which inputs of a node are I and W, and where the unbilled ones start.
struct ElementwiseInputs {
  std::size_t i = 0;
  std::optional<std::size_t> w;
  std::size_t further = 2;
};

bool hasOutputShape(const LoweringSite& site, std::size_t input) {
  return site.tensor(*site.inputs[input]).shape == site.tensor(*site.outputs[0]).shape;
}

/// METHOD A1: the one input that an earlier node makes is I; among two such, or none, the one with the output's shape.
ElementwiseInputs chooseInputs(const LoweringSite& site) {
  std::vector<std::size_t> given;
  const bool conditional = site.node.operation == "Where";
  for (std::size_t input = conditional ? 1 : 0; input < site.inputs.size(); ++input)
    if (site.inputs[input]) given.push_back(input);
  if (given.empty()) return {};
  // The limits of Clip and the axis of CumSum are no operands.
  const std::string& operation = site.node.operation;
  if (given.size() == 1 || operation == "Clip" || operation == "CumSum") return {.i = given[0], .w = {}, .further = 1};
  const bool first = fromPredecessor(site, given[0]);
  const bool second = fromPredecessor(site, given[1]);
  const bool swap = first == second ? !hasOutputShape(site, given[0]) && hasOutputShape(site, given[1]) : second;
  return {.i = given[swap ? 1 : 0], .w = given[swap ? 0 : 1], .further = given[1] + 1};
}

/// The exponent of Pow, which METHOD A1 bills as a full tensor: every axis repeated.
Operand fullOperand(TensorId tensor, int precision, std::size_t rank) {
  Operand operand{.role = OperandRole::W, .tensor = tensor, .axes = {}, .precision = precision};
  for (std::size_t axis = 0; axis < rank; ++axis)
    operand.axes.push_back({.terms = {{.dim = static_cast<int>(axis), .stride = 1}}, .offset = 0, .broadcast = true});
  return operand;
}

Layer elementwiseLayer(const LoweringSite& site, const AxisNames& names) {
  const OperatorTraits traits = operatorTraits(site.node.domain, site.node.operation);
  Layer layer = emptyLayer(site, LayerKind::Compute, traits.operatorClass);
  layer.cyclesPerOperation = traits.cyclesPerOperation;
  layer.dims = loopsOver(names, site.tensor(*site.outputs[0]).shape);
  return layer;
}

/// Loop number a for axis number a of the output.
std::vector<int> everyAxis(std::size_t rank) {
  std::vector<int> dims(rank);
  for (std::size_t axis = 0; axis < rank; ++axis) dims[axis] = static_cast<int>(axis);
  return dims;
}

}  // namespace

Result<Lowered> lowerElementwise(const LoweringSite& site) {
  if (site.outputs.empty() || !site.outputs[0]) return unfit(site, "lacks an output");
  const ElementwiseInputs chosen = chooseInputs(site);
  if (chosen.i >= site.inputs.size() || !site.inputs[chosen.i]) return unfit(site, "lacks an input");
  const TensorId output = *site.outputs[0];
  const std::size_t rank = site.tensor(output).shape.size();
  const OperandPrecisions bits = operandPrecisions(site, chosen.i, chosen.w);
  Layer layer = elementwiseLayer(site, loopNames(site, rank, *site.inputs[chosen.i]));
  auto i = trailingOperand(site, OperandRole::I, *site.inputs[chosen.i], bits.i, rank, layer.dims);
  if (!i) return lowerByTraffic(site);
  layer.inputs.push_back(*std::move(i));
  if (!chosen.w) {
    layer.inputs.push_back(missingOperand(bits.w));
  } else {
    const TensorId second = *site.inputs[*chosen.w];
    auto w = trailingOperand(site, OperandRole::W, second, bits.w, rank, layer.dims);
    // The slopes of a PRelu may be those of its channels, without the axes behind them.
    if (!w) return site.node.operation == "PRelu" ? lowerChannelwise(site) : lowerByTraffic(site);
    // An exponent beside a base that an earlier node makes is a constant of one element (METHOD A1).
    const bool exponent = site.node.operation == "Pow" && rank > 0 && !fromPredecessor(site, chosen.i);
    layer.inputs.push_back(exponent && site.tensor(second).shape.empty() ? fullOperand(second, bits.w, rank)
                                                                         : *std::move(w));
  }
  if (site.node.operation == "Where" && fromPredecessor(site, 0)) {
    const TensorId condition = *site.inputs[0];
    if (auto operand =
            trailingOperand(site, OperandRole::W, condition, site.tensor(condition).precision, rank, layer.dims))
      layer.inputs.push_back(*std::move(operand));
  }
  for (Operand& further : furtherInputs(site, chosen.further, rank, layer.dims))
    layer.inputs.push_back(std::move(further));
  layer.output = alignedOperand(site, OperandRole::O, output, bits.o, everyAxis(rank), layer.dims);
  return Lowered{.layers = {std::move(layer)}, .tensors = {}, .warnings = {}};
}

Result<Lowered> lowerChannelwise(const LoweringSite& site) {
  if (site.outputs.empty() || !site.outputs[0] || site.inputs.empty() || !site.inputs[0])
    return unfit(site, "lacks an input or output");
  const TensorId input = *site.inputs[0];
  const TensorId output = *site.outputs[0];
  const std::size_t rank = site.tensor(output).shape.size();
  if (site.tensor(input).shape != site.tensor(output).shape) return lowerByTraffic(site);
  const bool scaled = site.inputs.size() > 1 && site.inputs[1].has_value();
  const OperandPrecisions bits = operandPrecisions(site, 0, scaled ? std::optional<std::size_t>(1) : std::nullopt);
  Layer layer = elementwiseLayer(site, loopNames(site, rank, input));
  layer.inputs.push_back(alignedOperand(site, OperandRole::I, input, bits.i, everyAxis(rank), layer.dims));
  // A scale of one axis belongs to the channels (axis 1, or as `axis` says); of several axes, to the last ones.
  const auto channels = frontAxis(attributeOr(site.node, "axis", std::int64_t{1}), rank);
  const bool perChannel = scaled && channels && site.tensor(*site.inputs[1]).shape.size() == 1 &&
                          site.tensor(*site.inputs[1]).shape[0] == layer.dims[*channels].size &&
                          site.node.operation.find("Layer") == std::string::npos &&
                          site.node.operation != "RMSNormalization";
  if (perChannel) {
    layer.inputs.push_back(
        alignedOperand(site, OperandRole::W, *site.inputs[1], bits.w, {static_cast<int>(*channels)}, layer.dims));
  } else {
    auto trailing = scaled ? trailingOperand(site, OperandRole::W, *site.inputs[1], bits.w, rank, layer.dims)
                           : std::optional(missingOperand(bits.w));
    layer.inputs.push_back(trailing ? *std::move(trailing) : missingOperand(bits.w));
  }
  for (Operand& further : furtherInputs(site, 2, rank, layer.dims)) layer.inputs.push_back(std::move(further));
  layer.output = alignedOperand(site, OperandRole::O, output, bits.o, everyAxis(rank), layer.dims);
  return Lowered{.layers = {std::move(layer)}, .tensors = {}, .warnings = {}};
}

}  // namespace fusewright
