#include "core/io/onnx/lower/lowering.h"

#include <fmt/format.h>

namespace fusewright {
namespace {

/// Bits in which quantised operators sum up (ONNX operators ConvInteger, MatMulInteger: int32).
constexpr int kQuantisedSums = 32;

/// An attribute in bits, or the element size of the tensor.
int precisionOr(const OnnxNode& node, const std::string& attribute, int fallback) {
  const std::int64_t bits = attributeOr(node, attribute, static_cast<std::int64_t>(fallback));
  // Out of range is caught by checkedWorkload, which names the layer.
  return bits < 0 || bits > 1 << 20 ? -1 : static_cast<int>(bits);
}

/// The tensor that `id` is but for the number of its bits.
TensorId beforePrecision(const Workload& workload, TensorId id) {
  const std::optional<LayerId> producer = workload.tensor(id).producer;
  if (!producer) return id;
  const Layer& layer = workload.layer(*producer);
  const bool converts = layer.operation == "DequantizeLinear" || layer.operation == "QuantizeLinear" ||
                        layer.operation == "Cast" || layer.operation == "CastLike";
  if (!converts || layer.kind == LayerKind::Compute || layer.routes.empty() || layer.routes[0].inputs.empty())
    return id;
  return beforePrecision(workload, layer.routes[0].inputs[0].tensor);
}

}  // namespace

bool fromPredecessor(const LoweringSite& site, std::size_t index) {
  if (index >= site.inputs.size() || !site.inputs[index]) return false;
  if (!site.tensor(*site.inputs[index]).producer || inputContents(site.graph, site.node, index)) return false;
  return site.tensor(beforePrecision(site.workload, *site.inputs[index])).producer.has_value();
}

OperandPrecisions operandPrecisions(const LoweringSite& site, std::size_t i, std::optional<std::size_t> w) {
  const auto elementBits = [&](std::size_t input) { return site.tensor(*site.inputs[input]).precision; };
  const bool twoPredecessors = w && fromPredecessor(site, i) && fromPredecessor(site, *w);
  const int output =
      site.outputs.empty() || !site.outputs[0] ? elementBits(i) : site.tensor(*site.outputs[0]).precision;
  const PrecisionDefaults& defaults = site.precision;
  const int sums = site.node.operation.starts_with("QLinear") ? kQuantisedSums : output;
  const int weight = (twoPredecessors ? defaults.activation : defaults.weight).value_or(elementBits(w.value_or(i)));
  return {.i = precisionOr(site.node, "act_size", defaults.activation.value_or(elementBits(i))),
          .w = precisionOr(site.node, twoPredecessors ? "act_size" : "weight_size", weight),
          .o = precisionOr(site.node, "output_size", defaults.output.value_or(defaults.activation.value_or(sums)))};
}

std::optional<int> finishedPrecision(const LoweringSite& site) {
  if (!site.node.attributes.contains("act_size")) return site.precision.activation;
  return precisionOr(site.node, "act_size", 0);
}

AxisNames loopNames(const LoweringSite& site, std::size_t rank, TensorId like) {
  const AxisNames& known = site.axisNames[like.index()];
  if (rank >= 4 && known.size() == rank) return known;
  switch (rank) {
    case 0:
    case 1:
      return {"K"};
    case 2:
      return {"D", "K"};
    case 3:
      return {"B", "L", "D"};
    default:
      break;
  }
  AxisNames names{"B"};
  for (std::size_t axis = 1; axis + 3 < rank; ++axis) names.push_back(rank == 5 ? "G" : fmt::format("G{}", axis));
  names.insert(names.end(), {"H", "D", "K"});
  return names;
}

std::vector<LoopDim> loopsOver(const AxisNames& names, const std::vector<std::int64_t>& sizes) {
  std::vector<LoopDim> loops;
  for (std::size_t axis = 0; axis < names.size(); ++axis)
    loops.push_back({.name = names[axis], .size = axis < sizes.size() ? sizes[axis] : 1});
  return loops;
}

Operand alignedOperand(const LoweringSite& site, OperandRole role, TensorId tensor, int precision,
                       const std::vector<int>& dims, const std::vector<LoopDim>& loops) {
  Operand operand{.role = role, .tensor = tensor, .axes = {}, .precision = precision};
  const std::vector<std::int64_t>& shape = site.tensor(tensor).shape;
  for (std::size_t axis = 0; axis < dims.size(); ++axis) {
    const bool repeated = shape[axis] == 1 && loops[static_cast<std::size_t>(dims[axis])].size != 1;
    operand.axes.push_back({.terms = {{.dim = dims[axis], .stride = 1}}, .offset = 0, .broadcast = repeated});
  }
  return operand;
}

std::optional<Operand> trailingOperand(const LoweringSite& site, OperandRole role, TensorId tensor, int precision,
                                       std::size_t rank, const std::vector<LoopDim>& loops) {
  const std::vector<std::int64_t>& shape = site.tensor(tensor).shape;
  if (shape.size() > rank) return std::nullopt;
  std::vector<int> dims;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    const std::size_t dim = rank - shape.size() + axis;
    if (shape[axis] != 1 && shape[axis] != loops[dim].size) return std::nullopt;
    dims.push_back(static_cast<int>(dim));
  }
  return alignedOperand(site, role, tensor, precision, dims, loops);
}

Operand missingOperand(int precision) {
  return {.role = OperandRole::W, .tensor = std::nullopt, .axes = {}, .precision = precision};
}

Layer emptyLayer(const LoweringSite& site, LayerKind kind, OperatorClass operatorClass) {
  Layer layer;
  layer.name = site.node.name;
  layer.operation = site.node.operation;
  layer.kind = kind;
  layer.operatorClass = operatorClass;
  layer.node = site.node.name;
  return layer;
}

std::vector<Operand> furtherInputs(const LoweringSite& site, std::size_t first, std::size_t rank,
                                   const std::vector<LoopDim>& loops) {
  constexpr std::size_t kMostInputs = 100;
  std::vector<Operand> operands;
  for (std::size_t input = first; input < site.inputs.size() && operands.size() < kMostInputs; ++input) {
    if (!fromPredecessor(site, input)) continue;
    const TensorId tensor = *site.inputs[input];
    if (auto operand = trailingOperand(site, OperandRole::W, tensor, site.tensor(tensor).precision, rank, loops))
      operands.push_back(*std::move(operand));
  }
  return operands;
}

Lowered behindBarrier(const LoweringSite& site, Lowered lowered, const std::vector<std::size_t>& axes) {
  const TensorId input = *site.inputs[0];
  const Tensor& source = site.tensor(input);
  const TensorId whole(site.firstTensor() + lowered.tensors.size());
  lowered.tensors.push_back(
      {.name = site.node.name + "/whole", .shape = source.shape, .precision = source.precision, .kind = source.kind});
  for (Layer& layer : lowered.layers) {
    for (Operand& operand : layer.inputs)
      if (operand.tensor == input) operand.tensor = whole;
    for (Route& route : layer.routes)
      for (RoutedInput& routed : route.inputs)
        if (routed.tensor == input) routed.tensor = whole;
  }
  IndexMap map = identityMap(source.shape.size());
  for (std::size_t axis : axes) map.axes[axis].outputAxis = std::nullopt;
  Layer wait = emptyLayer(site, LayerKind::Routing, OperatorClass::Layout);
  wait.name += "/whole";
  wait.routes = {{.output = whole, .inputs = {{.tensor = input, .map = std::move(map)}}}};
  lowered.layers.insert(lowered.layers.begin(), std::move(wait));
  return lowered;
}

tl::unexpected<Error> unfit(const LoweringSite& site, std::string what) {
  return failure(std::move(what), whereIs(site.graph, site.node),
                 fmt::format("check the inputs and attributes of this {}", site.node.operation));
}

}  // namespace fusewright
