// Layers that combine the elements along axes: ReduceMean and its kin, and Softmax as max, exp, sum, div (METHOD A1).

#include <algorithm>
#include <numeric>

#include "core/io/onnx/lower/lowering.h"
#include "core/io/onnx/lower/operator_table.h"
#include "core/io/onnx/shape_rules.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

bool contains(const std::vector<std::size_t>& axes, std::size_t axis) {
  return std::ranges::binary_search(axes, axis);
}

/// A loop name that `names` does not have.
std::string freshName(const AxisNames& names, std::string wanted) {
  while (std::ranges::find(names, wanted) != names.end()) wanted += "R";
  return wanted;
}

/// The loops of `shape` and one more, R, of one iteration, that indexes the axes that were reduced to one element.
std::vector<LoopDim> reductionLoops(const AxisNames& names, const Shape& shape) {
  std::vector<LoopDim> loops = loopsOver(names, shape);
  loops.push_back({.name = freshName(names, "R"), .size = 1});
  return loops;
}

/// The output of a reduction over `rank` loops, the one after them being R.
Operand reducedOperand(TensorId tensor, int precision, std::size_t rank, const std::vector<std::size_t>& reduced,
                       std::size_t tensorRank, int reductionLoop) {
  Operand operand{.role = OperandRole::O, .tensor = tensor, .axes = {}, .precision = precision};
  bool first = true;
  for (std::size_t axis = 0; axis < rank; ++axis) {
    if (!contains(reduced, axis)) {
      operand.axes.push_back(
          {.terms = {{.dim = static_cast<int>(axis), .stride = 1}}, .offset = 0, .broadcast = false});
    } else if (tensorRank == rank) {  // the axis was kept, with one element
      operand.axes.push_back(
          first ? Axis{.terms = {{.dim = reductionLoop, .stride = 1}}, .offset = 0, .broadcast = false} : Axis{});
      first = false;
    }
  }
  return operand;
}

std::vector<int> everyAxis(std::size_t rank) {
  std::vector<int> dims(rank);
  std::iota(dims.begin(), dims.end(), 0);
  return dims;
}

/// Axes that Softmax normalises over: one, or before opset 13 all from `axis` on.
std::vector<std::size_t> softmaxAxes(const LoweringSite& site, std::size_t rank) {
  const bool flattens = site.graph.opset < 13;
  const auto axis = frontAxis(attributeOr(site.node, "axis", std::int64_t{flattens ? 1 : -1}), rank);
  std::vector<std::size_t> axes{axis.value_or(rank - 1)};
  while (flattens && axes.back() + 1 < rank) axes.push_back(axes.back() + 1);
  return axes;
}

/// The four layers of a Softmax, one after the other.
class SoftmaxLayers {
 public:
  SoftmaxLayers(const LoweringSite& site, const Shape& shape)
      : site_(site),
        shape_(shape),
        names_(loopNames(site, shape.size(), *site.inputs[0])),
        reduced_(softmaxAxes(site, shape.size())),
        bits_(operandPrecisions(site, 0, std::nullopt)) {}

  Lowered lower() {
    const TensorId input = *site_.inputs[0];
    const TensorId largest = addTensor("max", reducedShape());
    const TensorId powers = addTensor("exp", shape_);
    const TensorId sum = addTensor("sum", reducedShape());
    addReduction("max", "ReduceMax", input, bits_.i, largest);
    addElementwise("exp", "Exp", {input, largest}, bits_.i, powers);
    addReduction("sum", "ReduceSum", powers, bits_.o, sum);
    addElementwise("div", "Div", {powers, sum}, bits_.o, *site_.outputs[0]);
    return std::move(lowered_);
  }

 private:
  [[nodiscard]] Shape reducedShape() const {
    Shape shape = shape_;
    for (std::size_t axis : reduced_) shape[axis] = 1;
    return shape;
  }

  TensorId addTensor(const std::string& part, Shape shape) {
    lowered_.tensors.push_back({.name = site_.node.name + "/" + part, .shape = std::move(shape), .precision = bits_.o});
    return TensorId(site_.firstTensor() + lowered_.tensors.size() - 1);
  }

  Layer partLayer(const std::string& part, const std::string& operation) const {
    const OperatorTraits traits = operatorTraits("", operation);
    Layer layer = emptyLayer(site_, LayerKind::Compute, OperatorClass::Normalisation);
    layer.name += "/" + part;
    layer.operation = operation;
    layer.cyclesPerOperation = traits.cyclesPerOperation;
    return layer;
  }

  /// An operand with an axis per axis of the Softmax. Axes of one element are repeated along no loop, so that what
  /// there is one of in each row is billed at its own size: Stream's parts of a Softmax lack these axes.
  Operand operand(OperandRole role, TensorId tensor, int precision, const Shape& shape) const {
    Operand made{.role = role, .tensor = tensor, .axes = {}, .precision = precision};
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
      const bool repeated = shape[axis] == 1 && shape_[axis] != 1;
      made.axes.push_back({.terms = {}, .offset = 0, .broadcast = repeated});
      if (!repeated) made.axes.back().terms.push_back({.dim = static_cast<int>(axis), .stride = 1});
    }
    return made;
  }

  void addReduction(const std::string& part, const std::string& operation, TensorId from, int precision, TensorId to) {
    Layer layer = partLayer(part, operation);
    layer.dims = reductionLoops(names_, shape_);
    layer.inputs = {operand(OperandRole::I, from, precision, shape_), missingOperand(bits_.w)};
    layer.output = reducedOperand(to, bits_.o, shape_.size(), reduced_, shape_.size(), static_cast<int>(shape_.size()));
    lowered_.layers.push_back(std::move(layer));
  }

  /// Inputs of an elementwise part: all elements, and one for each row.
  struct ElementsAndRows {
    TensorId elements;
    TensorId rows;
  };

  void addElementwise(const std::string& part, const std::string& operation, ElementsAndRows from, int precision,
                      TensorId to) {
    Layer layer = partLayer(part, operation);
    layer.dims = loopsOver(names_, shape_);
    layer.inputs = {operand(OperandRole::I, from.elements, precision, shape_),
                    operand(OperandRole::W, from.rows, bits_.i, reducedShape())};
    layer.output = operand(OperandRole::O, to, bits_.o, shape_);
    lowered_.layers.push_back(std::move(layer));
  }

  const LoweringSite& site_;
  Shape shape_;
  AxisNames names_;
  std::vector<std::size_t> reduced_;
  OperandPrecisions bits_;
  Lowered lowered_;
};

}  // namespace

Result<Lowered> lowerReduction(const LoweringSite& site) {
  if (site.outputs.empty() || !site.outputs[0] || site.inputs.empty() || !site.inputs[0])
    return unfit(site, "lacks an input or output");
  const TensorId input = *site.inputs[0];
  const TensorId output = *site.outputs[0];
  const Shape& shape = site.tensor(input).shape;
  if (!knowsReducedAxes(site.graph, site.node)) return lowerByTraffic(site);
  const std::vector<std::size_t> reduced = reducedAxes(site.graph, site.node, shape.size());
  const std::size_t outputRank = site.tensor(output).shape.size();
  if (outputRank != shape.size() && outputRank + reduced.size() != shape.size()) return lowerByTraffic(site);
  const OperandPrecisions bits = operandPrecisions(site, 0, std::nullopt);
  Layer layer = emptyLayer(site, LayerKind::Compute, OperatorClass::Reduction);
  AxisNames names = loopNames(site, shape.size(), input);
  names.resize(std::max<std::size_t>(shape.size(), 1));
  layer.dims = reductionLoops(names, shape);
  layer.inputs = {alignedOperand(site, OperandRole::I, input, bits.i, everyAxis(shape.size()), layer.dims),
                  missingOperand(bits.w)};
  layer.output = reducedOperand(output, bits.o, shape.size(), reduced, outputRank, static_cast<int>(names.size()));
  return Lowered{.layers = {std::move(layer)}, .tensors = {}, .warnings = {}};
}

Result<Lowered> lowerSoftmax(const LoweringSite& site) {
  if (site.outputs.empty() || !site.outputs[0] || site.inputs.empty() || !site.inputs[0])
    return unfit(site, "lacks an input or output");
  const Shape& shape = site.tensor(*site.inputs[0]).shape;
  if (shape.empty() || site.tensor(*site.outputs[0]).shape != shape) return lowerByTraffic(site);
  return SoftmaxLayers(site, shape).lower();
}

}  // namespace fusewright
