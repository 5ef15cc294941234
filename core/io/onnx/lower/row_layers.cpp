#include "core/io/onnx/lower/row_layers.h"

#include <algorithm>
#include <utility>

#include "core/io/onnx/lower/operator_table.h"

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

}  // namespace

std::vector<LoopDim> reductionLoops(const AxisNames& names, const Shape& shape) {
  std::vector<LoopDim> loops = loopsOver(names, shape);
  loops.push_back({.name = freshName(names, "R"), .size = 1});
  return loops;
}

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

RowLayers::RowLayers(const LoweringSite& site, Shape shape, std::vector<std::size_t> reduced)
    : site_(site),
      shape_(std::move(shape)),
      names_(loopNames(site, shape_.size(), *site.inputs[0])),
      reduced_(std::move(reduced)),
      bits_(operandPrecisions(site, 0, std::nullopt)) {}

Shape RowLayers::reducedShape() const {
  Shape shape = shape_;
  for (std::size_t axis : reduced_) shape[axis] = 1;
  return shape;
}

TensorId RowLayers::elements(const std::string& part) {
  return tensor(part, shape_);
}

TensorId RowLayers::rows(const std::string& part) {
  return tensor(part, reducedShape());
}

TensorId RowLayers::tensor(const std::string& part, Shape shape) {
  lowered_.tensors.push_back({.name = site_.node.name + "/" + part, .shape = std::move(shape), .precision = bits_.o});
  return TensorId(site_.firstTensor() + lowered_.tensors.size() - 1);
}

Layer RowLayers::partLayer(const std::string& part, const std::string& operation) const {
  const OperatorTraits traits = operatorTraits("", operation);
  Layer layer = emptyLayer(site_, LayerKind::Compute, OperatorClass::Normalisation);
  layer.name += "/" + part;
  layer.operation = operation;
  layer.cyclesPerOperation = traits.cyclesPerOperation;
  return layer;
}

/// An operand with an axis per axis of the elements. Axes of one element are repeated along no loop, so that what there
/// is one of in each row is billed at its own size: Stream's parts of a Softmax lack these axes.
Operand RowLayers::operand(OperandRole role, TensorId tensor, int precision, const Shape& shape) const {
  Operand made{.role = role, .tensor = tensor, .axes = {}, .precision = precision};
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    const bool repeated = shape[axis] == 1 && shape_[axis] != 1;
    made.axes.push_back({.terms = {}, .offset = 0, .broadcast = repeated});
    if (!repeated) made.axes.back().terms.push_back({.dim = static_cast<int>(axis), .stride = 1});
  }
  return made;
}

void RowLayers::reduce(const Reduction& reduction, TensorId to) {
  Layer layer = partLayer(reduction.part, reduction.operation);
  layer.dims = reductionLoops(names_, shape_);
  layer.inputs = {
      operand(OperandRole::I, reduction.from, reduction.precision, shape_),
      reduction.rows ? operand(OperandRole::W, *reduction.rows, bits_.i, reducedShape()) : missingOperand(bits_.w)};
  layer.output = reducedOperand(to, bits_.o, shape_.size(), reduced_, shape_.size(), static_cast<int>(shape_.size()));
  lowered_.layers.push_back(std::move(layer));
}

void RowLayers::combine(const Combination& combination, TensorId to) {
  Layer layer = partLayer(combination.part, combination.operation);
  layer.dims = loopsOver(names_, shape_);
  layer.inputs = {operand(OperandRole::I, combination.from, combination.precision, shape_),
                  operand(OperandRole::W, combination.rows, bits_.i, reducedShape())};
  for (TensorId also : combination.also) layer.inputs.push_back(operand(OperandRole::W, also, bits_.i, reducedShape()));
  layer.output = operand(OperandRole::O, to, bits_.o, shape_);
  lowered_.layers.push_back(std::move(layer));
}

void RowLayers::scale(const Scaling& scaling, TensorId to) {
  Layer layer = partLayer(scaling.part, scaling.operation);
  layer.dims = loopsOver(names_, shape_);
  const Operand by{.role = OperandRole::W, .tensor = scaling.by, .axes = scaling.axes, .precision = bits_.w};
  layer.inputs = {operand(OperandRole::I, scaling.from, bits_.i, shape_), scaling.by ? by : missingOperand(bits_.w)};
  layer.output = operand(OperandRole::O, to, bits_.o, shape_);
  lowered_.layers.push_back(std::move(layer));
}

void RowLayers::reshape(const std::string& part, TensorId from, TensorId to) {
  Layer layer = emptyLayer(site_, LayerKind::Routing, OperatorClass::Layout);
  layer.name += "/" + part;
  layer.operation = "Reshape";
  const IndexMap map{.kind = IndexMap::Kind::Reshape, .axes = {}, .windowAxis = {}, .window = {}};
  layer.routes = {{.output = to, .inputs = {{.tensor = from, .map = map}}}};
  lowered_.layers.push_back(std::move(layer));
}

}  // namespace fusewright
