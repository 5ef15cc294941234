#include "core/io/onnx/graph_values.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/io/onnx/constant_folding.h"
#include "core/io/onnx/parse_model.h"
#include "core/io/onnx/shape_rules.h"
#include "core/io/onnx/symbols.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

onnx::TensorProto wholeNumberTensor(const Shape& shape, const Shape& contents) {
  onnx::TensorProto tensor;
  tensor.set_data_type(onnx::TensorProto::INT64);
  for (std::int64_t size : shape) tensor.add_dims(size);
  for (std::int64_t number : contents) tensor.add_int64_data(number);
  return tensor;
}

onnx::TensorProto realNumberTensor(const Shape& shape, const std::vector<double>& contents) {
  onnx::TensorProto tensor;
  tensor.set_data_type(onnx::TensorProto::FLOAT);
  for (std::int64_t size : shape) tensor.add_dims(size);
  for (double number : contents) tensor.add_float_data(static_cast<float>(number));
  return tensor;
}

/// Whether the contents of `tensor` are all there, so that libonnx can be shown them.
bool hasContents(const onnx::TensorProto& tensor) {
  if (tensor.data_location() == onnx::TensorProto::EXTERNAL) return false;
  const auto count = elementCount({tensor.dims().begin(), tensor.dims().end()});
  if (!count) return false;
  const int bits = elementType(tensor.data_type()).bits;
  if (tensor.has_raw_data()) return static_cast<std::int64_t>(tensor.raw_data().size()) * 8 == *count * bits;
  return *count ==
         tensor.int64_data_size() + tensor.int32_data_size() + tensor.float_data_size() + tensor.double_data_size();
}

bool isWholeNumber(std::string_view elementType) {
  return elementType.starts_with("int") || elementType.starts_with("uint") || elementType == "bool";
}

}  // namespace

GraphValues::GraphValues(std::string file, std::int64_t opset, ShapeTrust trust) : trust_(trust) {
  graph_.file = std::move(file);
  graph_.opset = opset;
}

void GraphValues::addWeight(const onnx::TensorProto& weight) {
  if (graph_.values.contains(weight.name())) return;  // of a body that comes again
  addTensor(weight.name(), OnnxOrigin::Weight, weight);
  graph_.weights.push_back(weight.name());
}

void GraphValues::addWeight(const onnx::SparseTensorProto& weight) {
  const Shape shape(weight.dims().begin(), weight.dims().end());
  add(weight.values().name(), OnnxOrigin::Weight, weight.values().data_type(), shape, std::nullopt);
  graph_.weights.push_back(weight.values().name());
}

Result<void> GraphValues::addInput(const onnx::ValueInfoProto& input) {
  auto shape = completeShape(partialShape(input.type()));
  if (!shape && !input.type().has_tensor_type()) {
    graph_.warnings.push_back({.what = fmt::format("the input '{}' is no tensor; one element is assumed", input.name()),
                               .where = graph_.file,
                               .node = {},
                               .consequence = "what reads it is costed for one element",
                               .severity = Severity::Omission});
    doubtful_.insert(input.name());
    shape = Shape{};
  }
  if (shape)
    for (std::size_t axis = 0; axis < shape->size(); ++axis)
      if ((*shape)[axis] == 0)
        warn({.what = fmt::format("the input '{}' has no elements: axis {} is of size 0", input.name(), axis),
              .where = graph_.file,
              .node = {},
              .consequence = fmt::format("what reads it does no work; if the size is an open one, give --dim "
                                         "'{}.{}=SIZE'",
                                         input.name(), axis),
              .severity = Severity::Note});
  if (!shape)
    return failure(fmt::format("the input '{}' has no shape", input.name()), graph_.file,
                   "export the model with the shapes of its inputs");
  add(input.name(), OnnxOrigin::Input, input.type().tensor_type().elem_type(), *shape, std::nullopt);
  graph_.inputs.push_back(input.name());
  return {};
}

void GraphValues::addTensor(const std::string& name, OnnxOrigin origin, const onnx::TensorProto& tensor) {
  add(name, origin, tensor.data_type(), {tensor.dims().begin(), tensor.dims().end()}, wholeNumbers(tensor));
  OnnxValue& value = graph_.values.at(name);
  if (value.contents || elementCount(value.shape).value_or(INT64_MAX) > kMostRealNumbers) return;
  value.reals = realNumbers(tensor);
  if (hasContents(tensor)) known_.contents[name] = tensor;
}

void GraphValues::add(const std::string& name, OnnxOrigin origin, int element, const Shape& shape,
                      std::optional<Shape> contents) {
  const ElementType type = elementType(element);
  if (contents) known_.contents[name] = wholeNumberTensor(shape, *contents);
  known_.types[name] = tensorType(element, shape);
  graph_.values[name] = {.origin = origin,
                         .elementType = std::string(type.name),
                         .elementBits = type.bits,
                         .shape = shape,
                         .contents = std::move(contents)};
}

bool GraphValues::addConstant(const onnx::NodeProto& node) {
  if (node.output_size() != 1) return false;
  for (const auto& attribute : node.attribute()) {
    if (attribute.name() == "value" && attribute.has_t()) {
      addTensor(node.output(0), OnnxOrigin::Constant, attribute.t());
      return true;
    }
    if (attribute.name() == "value_int" || attribute.name() == "value_ints") {
      const bool scalar = attribute.name() == "value_int";
      const Shape numbers = scalar ? Shape{attribute.i()} : Shape(attribute.ints().begin(), attribute.ints().end());
      const Shape shape = scalar ? Shape{} : Shape{static_cast<std::int64_t>(numbers.size())};
      add(node.output(0), OnnxOrigin::Constant, onnx::TensorProto::INT64, shape, numbers);
      return true;
    }
    if (attribute.name() == "value_float" || attribute.name() == "value_floats") {
      const bool scalar = attribute.name() == "value_float";
      const Shape shape = scalar ? Shape{} : Shape{attribute.floats_size()};
      add(node.output(0), OnnxOrigin::Constant, onnx::TensorProto::FLOAT, shape, std::nullopt);
      std::vector<double> numbers(attribute.floats().begin(), attribute.floats().end());
      addReals(node.output(0), scalar ? std::vector<double>{attribute.f()} : std::move(numbers));
      return true;
    }
  }
  return false;
}

void GraphValues::addOutput(const OnnxNode& node, std::size_t output, const PartialShape& inferred,
                            int inferredElement) {
  const std::string& name = node.outputs[output];
  const auto declaration = declared_.find(name);
  const PartialShape declared = declaration == declared_.end() ? std::nullopt : partialShape(declaration->second);
  int element = inferredElement;
  if (element == 0 && declaration != declared_.end()) element = declaration->second.tensor_type().elem_type();
  if (element == 0) element = firstElementType(node);
  const Shape shape = chosenShape(node, name, inferred, declared);
  const std::string_view type = elementType(element).name;
  auto folded = foldedContents(graph_, node, output, shape, isWholeNumber(type));
  if (!folded || type == "string" || !isWholeNumber(type)) {
    add(name, OnnxOrigin::Node, element, shape, std::nullopt);
    if (folded && type != "string") addReals(name, *std::move(folded));
    return;
  }
  Shape contents;
  for (double number : *folded) contents.push_back(type == "bool" ? std::int64_t{number != 0} : wholeNumber(number));
  add(name, OnnxOrigin::Node, element, shape, std::move(contents));
}

void GraphValues::addReals(const std::string& name, std::vector<double> numbers) {
  OnnxValue& value = graph_.values.at(name);
  if (value.elementType == "float32") known_.contents[name] = realNumberTensor(value.shape, numbers);
  value.reals = std::move(numbers);
}

int GraphValues::firstElementType(const OnnxNode& node) const {
  for (const std::string& input : node.inputs)
    if (const auto type = known_.types.find(input); type != known_.types.end())
      return type->second.tensor_type().elem_type();
  return onnx::TensorProto::FLOAT;
}

GraphValues::Shape GraphValues::chosenShape(const OnnxNode& node, const std::string& name, const PartialShape& inferred,
                                            const PartialShape& declared) {
  const auto byOperator = completeShape(inferred);
  const auto byModel = completeShape(declared);
  const bool doubtful =
      std::ranges::any_of(node.inputs, [&](const std::string& input) { return doubtful_.contains(input); });
  if (byModel && (!byOperator || doubtful || trust_ == ShapeTrust::Declared)) return *byModel;
  if (doubtful || !byOperator) doubtful_.insert(name);
  if (!byOperator) return guessedShape(node, name, filledFrom(inferred, declared));
  if (byModel && *byOperator != *byModel)
    warnOf(node, Severity::Note,
           fmt::format("the model declares '{}' as [{}]; [{}] is used, which its operator makes of its inputs", name,
                       fmt::join(*byModel, ", "), fmt::join(*byOperator, ", ")),
           "what reads it is costed for that shape");
  return *byOperator;
}

/// Gaps filled from the first input of the same rank, and what is left taken as 1; without even a rank the shape that
/// the inputs broadcast to, or that of the first input.
GraphValues::Shape GraphValues::guessedShape(const OnnxNode& node, const std::string& name,
                                             const PartialShape& partial) {
  PartialShape guess = partial;
  std::optional<Shape> first;
  for (const std::string& input : node.inputs) {
    const auto value = graph_.values.find(input);
    if (value == graph_.values.end()) continue;
    if (!first) first = value->second.shape;
    if (guess) guess = filledFrom(std::move(guess), partialShape(value->second.shape));
  }
  if (!guess)
    if (const auto broadcast = broadcastShape(graph_, node)) guess = partialShape(*broadcast);
  if (!guess) guess = partialShape(first.value_or(Shape{}));
  for (auto& size : *guess) size = size.value_or(1);
  const Shape shape = *completeShape(guess);
  warnOf(node, Severity::Approximation,
         fmt::format("the shape of '{}' does not follow from the model; [{}] is assumed", name, fmt::join(shape, ", ")),
         "costs of this node and of what reads it are guesses");
  return shape;
}

void GraphValues::warn(Warning warning) {
  // Every iteration of a loop would say the same.
  if (said_.insert(warning.where + warning.what).second) graph_.warnings.push_back(std::move(warning));
}

void GraphValues::warnOf(const OnnxNode& node, Severity severity, std::string what, std::string consequence) {
  warn({.what = std::move(what),
        .where = whereIs(graph_, node),
        .node = node.unrolled ? node.unrolled->node : node.name,
        .consequence = std::move(consequence),
        .severity = severity});
}

Result<void> GraphValues::checkSizes() const {
  for (const auto& [name, value] : graph_.values)
    for (std::size_t axis = 0; axis < value.shape.size(); ++axis)
      if (value.shape[axis] > kLargestAxis || value.shape[axis] < 0)
        return failure(fmt::format("axis {} has size {}", axis, value.shape[axis]),
                       fmt::format("{}: tensor '{}'", graph_.file, name),
                       fmt::format("check the shapes of the model: sizes go up to {}", kLargestAxis));
  return {};
}

}  // namespace fusewright
