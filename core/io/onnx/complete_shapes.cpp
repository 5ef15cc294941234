#include "core/io/onnx/complete_shapes.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/io/onnx/constant_folding.h"
#include "core/io/onnx/infer_node.h"
#include "core/io/onnx/model_bytes.h"
#include "core/io/onnx/node_order.h"
#include "core/io/onnx/parse_model.h"
#include "core/io/onnx/partial_shape.h"
#include "core/io/onnx/shape_rules.h"
#include "core/io/onnx/symbols.h"
#include "core/io/onnx/unroll_scan.h"

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

bool isWholeNumber(const std::string& elementType) {
  return elementType.starts_with("int") || elementType.starts_with("uint") || elementType == "bool";
}

/// Goes through the nodes once and collects the finished graph.
class ShapeWalk {
 public:
  ShapeWalk(const onnx::ModelProto& model, std::string file, ShapeTrust trust) : model_(model), trust_(trust) {
    graph_.file = std::move(file);
    graph_.opset = standardOpset(model);
  }

  Result<OnnxGraph> run(const std::vector<std::size_t>& order) {
    for (const auto& value : model_.graph().value_info()) declared_[value.name()] = &value.type();
    for (const auto& output : model_.graph().output()) {
      declared_[output.name()] = &output.type();
      graph_.outputs.push_back(output.name());
    }
    addWeights();
    if (auto added = addInputs(); !added) return tl::make_unexpected(added.error());
    if (auto sized = checkSizes(); !sized) return tl::make_unexpected(sized.error());
    const std::vector<std::string> names = nodeNames(model_.graph());
    for (std::size_t index : order) {
      const onnx::NodeProto& node = model_.graph().node(static_cast<int>(index));
      if (canUnrollScan(graph_, node))
        addSteps(node, names[index]);
      else
        addNode(node, names[index]);
    }
    if (auto sized = checkSizes(); !sized) return tl::make_unexpected(sized.error());
    return std::move(graph_);
  }

 private:
  void addWeights() {
    for (const auto& weight : model_.graph().initializer()) {
      addTensor(weight.name(), OnnxOrigin::Weight, weight);
      graph_.weights.push_back(weight.name());
    }
    for (const auto& weight : model_.graph().sparse_initializer()) {
      const Shape shape(weight.dims().begin(), weight.dims().end());
      add(weight.values().name(), OnnxOrigin::Weight, weight.values().data_type(), shape, std::nullopt);
      graph_.weights.push_back(weight.values().name());
    }
  }

  Result<void> addInputs() {
    for (const auto& input : model_.graph().input()) {
      if (graph_.values.contains(input.name())) continue;  // an initialiser listed among the inputs
      auto shape = completeShape(partialShape(input.type()));
      if (!shape && !input.type().has_tensor_type()) {
        graph_.warnings.push_back(
            {.what = fmt::format("the input '{}' is no tensor; one element is assumed", input.name()),
             .where = graph_.file});
        doubtful_.insert(input.name());
        shape = Shape{};
      }
      if (!shape)
        return failure(fmt::format("the input '{}' has no shape", input.name()), graph_.file,
                       "export the model with the shapes of its inputs");
      add(input.name(), OnnxOrigin::Input, input.type().tensor_type().elem_type(), *shape, std::nullopt);
      graph_.inputs.push_back(input.name());
    }
    return {};
  }

  void addTensor(const std::string& name, OnnxOrigin origin, const onnx::TensorProto& tensor) {
    add(name, origin, tensor.data_type(), {tensor.dims().begin(), tensor.dims().end()}, wholeNumbers(tensor));
    if (!graph_.values.at(name).contents && hasContents(tensor)) known_.contents[name] = tensor;
  }

  void add(const std::string& name, OnnxOrigin origin, int element, const Shape& shape, std::optional<Shape> contents) {
    const ElementType type = elementType(element);
    if (contents) known_.contents[name] = wholeNumberTensor(shape, *contents);
    known_.types[name] = tensorType(element, shape);
    graph_.values[name] = {.origin = origin,
                           .elementType = std::string(type.name),
                           .elementBits = type.bits,
                           .shape = shape,
                           .contents = std::move(contents)};
  }

  /// The copies of the body of a Scan instead of the node.
  void addSteps(const onnx::NodeProto& scan, const std::string& name) {
    const auto addWeight = [&](const onnx::TensorProto& weight) {
      addTensor(weight.name(), OnnxOrigin::Weight, weight);
      graph_.weights.push_back(weight.name());
    };
    const auto addCopy = [&](const onnx::NodeProto& node, UnrolledStep step) {
      addNode(node, node.name(), std::move(step));
    };
    const auto addRearranged = [&](OnnxNode node, const Shape& shape) {
      add(node.outputs[0], OnnxOrigin::Node, firstElementType(node), shape, std::nullopt);
      if (readsDoubtful(node)) doubtful_.insert(node.outputs[0]);
      graph_.nodes.push_back(std::move(node));
    };
    unrollScan(scan, name,
               {.graph = graph_, .addWeight = addWeight, .addNode = addCopy, .addRearranged = addRearranged});
  }

  void addNode(const onnx::NodeProto& proto, const std::string& name, std::optional<UnrolledStep> unrolled = {}) {
    OnnxNode node = convertNode(proto, name);
    node.unrolled = std::move(unrolled);
    if (node.operation == "Constant" && node.domain.empty() && addConstant(proto)) {
      graph_.nodes.push_back(std::move(node));
      return;
    }
    const auto ruled = shapesByRule(graph_, node);
    const auto inferred =
        isSafeForLibrary(graph_, node) ? inferNode(proto, libraryVersion(node.domain), inputsOf(node)) : std::nullopt;
    for (std::size_t output = 0; output < node.outputs.size(); ++output) {
      if (node.outputs[output].empty()) continue;
      const onnx::TypeProto type = inferred && output < inferred->size() ? (*inferred)[output] : onnx::TypeProto();
      const PartialShape shape = ruled && output < ruled->size() ? partialShape((*ruled)[output]) : partialShape(type);
      addOutput(node, output, shape, type.tensor_type().elem_type());
    }
    graph_.nodes.push_back(std::move(node));
  }

  /// A Constant with a tensor, numbers or a number; false for what is none of these.
  bool addConstant(const onnx::NodeProto& node) {
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
        return true;
      }
    }
    return false;
  }

  /// The version to look an operator up under; models that import none predate opsets.
  [[nodiscard]] int libraryVersion(const std::string& domain) const {
    for (const auto& opset : model_.opset_import())
      if (opset.domain() == domain || (domain.empty() && opset.domain() == "ai.onnx"))
        return static_cast<int>(std::clamp<std::int64_t>(opset.version(), 1, 1000));
    return 1;
  }

  [[nodiscard]] InferenceInputs inputsOf(const OnnxNode& node) const {
    InferenceInputs inputs;
    for (const std::string& name : node.inputs) {
      if (const auto type = known_.types.find(name); type != known_.types.end()) inputs.types.insert(*type);
      if (const auto tensor = known_.contents.find(name); tensor != known_.contents.end())
        inputs.contents.insert(*tensor);
    }
    return inputs;
  }

  void addOutput(const OnnxNode& node, std::size_t output, const PartialShape& inferred, int inferredElement) {
    const std::string& name = node.outputs[output];
    const auto declaration = declared_.find(name);
    const PartialShape declared = declaration == declared_.end() ? std::nullopt : partialShape(*declaration->second);
    int element = inferredElement;
    if (element == 0 && declaration != declared_.end()) element = declaration->second->tensor_type().elem_type();
    if (element == 0) element = firstElementType(node);
    const Shape shape = chosenShape(node, name, inferred, declared);
    std::optional<Shape> contents;
    if (output == 0 && isWholeNumber(std::string(elementType(element).name)))
      contents = foldedContents(graph_, node, shape);
    add(name, OnnxOrigin::Node, element, shape, std::move(contents));
  }

  [[nodiscard]] int firstElementType(const OnnxNode& node) const {
    for (const std::string& input : node.inputs)
      if (const auto type = known_.types.find(input); type != known_.types.end())
        return type->second.tensor_type().elem_type();
    return onnx::TensorProto::FLOAT;
  }

  [[nodiscard]] bool readsDoubtful(const OnnxNode& node) const {
    return std::ranges::any_of(node.inputs, [&](const std::string& input) { return doubtful_.contains(input); });
  }

  Shape chosenShape(const OnnxNode& node, const std::string& name, const PartialShape& inferred,
                    const PartialShape& declared) {
    const auto byOperator = completeShape(inferred);
    const auto byModel = completeShape(declared);
    const bool doubtful = readsDoubtful(node);
    if (byModel && (!byOperator || doubtful || trust_ == ShapeTrust::Declared)) return *byModel;
    if (doubtful || !byOperator) doubtful_.insert(name);
    if (!byOperator) return guessedShape(node, name, filledFrom(inferred, declared));
    if (byModel && *byOperator != *byModel)
      warn(node, fmt::format("the model declares '{}' as [{}]; [{}] is used, which its operator makes of its inputs",
                             name, fmt::join(*byModel, ", "), fmt::join(*byOperator, ", ")));
    return *byOperator;
  }

  /// Gaps filled from the first input of the same rank, and what is left taken as 1; without even a rank the shape that
  /// the inputs broadcast to, or that of the first input.
  Shape guessedShape(const OnnxNode& node, const std::string& name, const PartialShape& partial) {
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
    warn(node, fmt::format("the shape of '{}' does not follow from the model; [{}] is assumed", name,
                           fmt::join(shape, ", ")));
    return shape;
  }

  void warn(const OnnxNode& node, std::string what) {
    graph_.warnings.push_back({.what = std::move(what), .where = whereIs(graph_, node)});
  }

  [[nodiscard]] Result<void> checkSizes() const {
    for (const auto& [name, value] : graph_.values)
      for (std::size_t axis = 0; axis < value.shape.size(); ++axis)
        if (value.shape[axis] > kLargestAxis || value.shape[axis] < 0)
          return failure(fmt::format("axis {} has size {}", axis, value.shape[axis]),
                         fmt::format("{}: tensor '{}'", graph_.file, name),
                         fmt::format("check the shapes of the model: sizes go up to {}", kLargestAxis));
    return {};
  }

  const onnx::ModelProto& model_;
  ShapeTrust trust_;
  OnnxGraph graph_;
  InferenceInputs known_;
  std::map<std::string, const onnx::TypeProto*> declared_;
  std::set<std::string> doubtful_;  ///< values whose shape was guessed, or follows from such
};

}  // namespace

Result<OnnxGraph> completeShapes(const onnx::ModelProto& model, const std::vector<std::size_t>& order,
                                 const std::string& file, ShapeTrust trust) {
  return ShapeWalk(model, file, trust).run(order);
}

}  // namespace fusewright
