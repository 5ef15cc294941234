#include "tests/builders_onnx_bytes.h"

namespace fusewright::tests {
namespace {

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

std::string nodeBytes(const NodeToWrite& node, std::size_t index) {
  std::string bytes;
  for (const std::string& input : node.inputs) bytes += bytesField(1, input);
  for (const std::string& output : node.outputs) bytes += bytesField(2, output);
  return bytes + bytesField(3, "node" + std::to_string(index)) + bytesField(4, node.operation);
}

std::string arrayBytes(const ArrayToWrite& array) {
  constexpr int kFloat = 1;
  std::string shape;
  for (std::int64_t size : array.shape) shape += bytesField(1, size == 0 ? bytesField(2, "S") : numberField(1, size));
  const std::string tensorType = numberField(1, kFloat) + bytesField(2, shape);
  return bytesField(1, array.name) + bytesField(2, bytesField(1, tensorType));
}

}  // namespace

std::string onnxBytes(const ModelToWrite& model) {
  std::string graph;
  for (std::size_t index = 0; index < model.nodes.size(); ++index)
    graph += bytesField(1, nodeBytes(model.nodes[index], index));
  graph += bytesField(2, "graph");
  for (const ArrayToWrite& array : model.inputs) graph += bytesField(11, arrayBytes(array));
  for (const ArrayToWrite& array : model.outputs) graph += bytesField(12, arrayBytes(array));
  return numberField(1, 8) + bytesField(7, graph) + bytesField(8, numberField(2, 13));
}

}  // namespace fusewright::tests
