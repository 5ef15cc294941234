#include "tests/builders_onnx_bytes.h"

namespace fusewright::tests {
namespace {

// onnx::TensorProto::DataType and onnx::AttributeProto::AttributeType
constexpr int kInt64 = 7;
constexpr int kAttributeInt = 2;
constexpr int kAttributeString = 3;
constexpr int kAttributeGraph = 5;
constexpr int kAttributeInts = 7;

std::string varint(std::uint64_t number) {
  std::string bytes;
  for (; number >= 128; number >>= 7) bytes += static_cast<char>((number & 127) | 128);
  return bytes + static_cast<char>(number);
}

std::string numberField(int field, std::int64_t number) {
  return varint(static_cast<std::uint64_t>(field) << 3) + varint(static_cast<std::uint64_t>(number));
}

/// A string or an embedded message.
std::string bytesField(int field, const std::string& bytes) {
  return varint((static_cast<std::uint64_t>(field) << 3) | 2) + varint(bytes.size()) + bytes;
}

struct AttributeContents {
  std::string operator()(std::int64_t number) const { return numberField(3, number) + numberField(20, kAttributeInt); }
  std::string operator()(const std::string& text) const {
    return bytesField(4, text) + numberField(20, kAttributeString);
  }
  std::string operator()(const std::vector<std::int64_t>& numbers) const {
    std::string bytes;
    for (std::int64_t number : numbers) bytes += numberField(8, number);
    return bytes + numberField(20, kAttributeInts);
  }
  std::string operator()(const BodyBytes& body) const {
    return bytesField(6, body.bytes) + numberField(20, kAttributeGraph);
  }
  std::string operator()(const CallersNumbers& given) const {
    return numberField(20, kAttributeInts) + bytesField(21, given.name);
  }
};

std::string nodeBytes(const NodeToWrite& node, std::size_t index) {
  std::string bytes;
  for (const std::string& input : node.inputs) bytes += bytesField(1, input);
  for (const std::string& output : node.outputs) bytes += bytesField(2, output);
  const std::string name = node.name.empty() ? "node" + std::to_string(index) : node.name;
  bytes += bytesField(3, name) + bytesField(4, node.operation);
  for (const AttributeToWrite& attribute : node.attributes)
    bytes += bytesField(5, bytesField(1, attribute.name) + std::visit(AttributeContents{}, attribute.value));
  return node.domain.empty() ? bytes : bytes + bytesField(7, node.domain);
}

std::string arrayBytes(const ArrayToWrite& array) {
  std::string shape;
  for (std::int64_t size : array.shape) shape += bytesField(1, size == 0 ? bytesField(2, "S") : numberField(1, size));
  const std::string tensorType = numberField(1, static_cast<int>(array.element)) + bytesField(2, shape);
  return bytesField(1, array.name) + bytesField(2, bytesField(1, tensorType));
}

std::string weightBytes(const ArrayToWrite& weight) {
  std::string bytes;
  for (std::int64_t size : weight.shape) bytes += numberField(1, size);
  return bytes + numberField(2, static_cast<int>(weight.element)) + bytesField(8, weight.name);
}

std::string numbersBytes(const NumbersToWrite& array) {
  std::string bytes = numberField(1, static_cast<std::int64_t>(array.numbers.size())) + numberField(2, kInt64);
  for (std::int64_t number : array.numbers) bytes += numberField(7, number);
  return bytes + bytesField(8, array.name);
}

std::string graphBytes(const ModelToWrite& model) {
  std::string graph;
  for (std::size_t index = 0; index < model.nodes.size(); ++index)
    graph += bytesField(1, nodeBytes(model.nodes[index], index));
  graph += bytesField(2, "graph");
  for (const ArrayToWrite& weight : model.weights) graph += bytesField(5, weightBytes(weight));
  for (const NumbersToWrite& numbers : model.numbers) graph += bytesField(5, numbersBytes(numbers));
  for (const ArrayToWrite& array : model.inputs) graph += bytesField(11, arrayBytes(array));
  for (const ArrayToWrite& array : model.outputs) graph += bytesField(12, arrayBytes(array));
  for (const ArrayToWrite& array : model.values) graph += bytesField(13, arrayBytes(array));
  return graph;
}

std::string functionBytes(const FunctionToWrite& function, std::int64_t opset) {
  std::string bytes = bytesField(1, function.name);
  for (const std::string& input : function.inputs) bytes += bytesField(4, input);
  for (const std::string& output : function.outputs) bytes += bytesField(5, output);
  for (std::size_t index = 0; index < function.nodes.size(); ++index)
    bytes += bytesField(7, nodeBytes(function.nodes[index], index));
  return bytes + bytesField(9, numberField(2, opset)) + bytesField(10, function.domain);
}

std::string modelBytes(const std::string& graph, std::int64_t opset) {
  return numberField(1, 8) + bytesField(7, graph) + bytesField(8, numberField(2, opset));
}

}  // namespace

std::string onnxBytes(const ModelToWrite& model) {
  std::string bytes = modelBytes(graphBytes(model), model.opset);
  for (const FunctionToWrite& function : model.functions) bytes += bytesField(25, functionBytes(function, model.opset));
  return bytes;
}

BodyBytes bodyBytes(const ModelToWrite& model) {
  return {graphBytes(model)};
}

std::string onnxBytesWithPayload(const ModelToWrite& model, const ArrayToWrite& weight, std::size_t payload) {
  const std::string tensor = weightBytes(weight) + bytesField(9, std::string(payload, '\0'));
  return modelBytes(graphBytes(model) + bytesField(5, tensor), model.opset);
}

}  // namespace fusewright::tests
