#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace fusewright::tests {

using AttributeValue = std::variant<std::int64_t, std::string, std::vector<std::int64_t>>;

struct AttributeToWrite {
  std::string name;
  AttributeValue value;
};

struct NodeToWrite {
  std::string operation;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::vector<AttributeToWrite> attributes = {};
  std::string domain = {};
  std::string name = {};  ///< "node<index>" if empty
};

/// A float tensor. A shape entry is a size, or 0 for the symbolic dimension "S".
struct ArrayToWrite {
  std::string name;
  std::vector<std::int64_t> shape;
};

/// An initialiser of whole numbers along one axis.
struct NumbersToWrite {
  std::string name;
  std::vector<std::int64_t> numbers;
};

struct ModelToWrite {
  std::vector<NodeToWrite> nodes;
  std::vector<ArrayToWrite> inputs;
  std::vector<ArrayToWrite> outputs;
  std::vector<ArrayToWrite> weights = {};  ///< float initialisers without contents
  std::vector<NumbersToWrite> numbers = {};
  std::vector<ArrayToWrite> values = {};  ///< declared shapes of values between nodes
  std::int64_t opset = 13;
};

/// The bytes of an ONNX file with this graph, encoded by hand, so that tests can write models that no checked writer
/// would. Field numbers as in onnx.proto (IR version 8).
[[nodiscard]] std::string onnxBytes(const ModelToWrite& model);

/// A float initialiser of `shape` whose contents are `payload` bytes of zeros, as part of a graph message; for models
/// with large weights.
[[nodiscard]] std::string onnxBytesWithPayload(const ModelToWrite& model, const ArrayToWrite& weight,
                                               std::size_t payload);

}  // namespace fusewright::tests
