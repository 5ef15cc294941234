#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace fusewright::tests {

/// A graph in an attribute: the body of a Scan, Loop or If.
struct BodyBytes {
  std::string bytes;
};

/// An attribute of whole numbers that the function, in whose body it is, is given by its caller under that name.
struct CallersNumbers {
  std::string name;
};

using AttributeValue = std::variant<std::int64_t, std::string, std::vector<std::int64_t>, BodyBytes, CallersNumbers>;

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

/// Element types by their number in onnx::TensorProto::DataType.
enum class ElementToWrite {
  Float = 1,
  Uint8 = 2,
  Int8 = 3,
  Int32 = 6,
  Int64 = 7,
  Float16 = 10,
  Bfloat16 = 16,
  Int4 = 22
};

/// A tensor. A shape entry is a size, or 0 for the symbolic dimension "S".
struct ArrayToWrite {
  std::string name;
  std::vector<std::int64_t> shape;
  ElementToWrite element = ElementToWrite::Float;
};

/// An initialiser of whole numbers along one axis.
struct NumbersToWrite {
  std::string name;
  std::vector<std::int64_t> numbers;
};

/// A function that a model brings along.
struct FunctionToWrite {
  std::string domain;
  std::string name;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::vector<NodeToWrite> nodes;
};

struct ModelToWrite {
  std::vector<NodeToWrite> nodes;
  std::vector<ArrayToWrite> inputs;
  std::vector<ArrayToWrite> outputs;
  std::vector<ArrayToWrite> weights = {};  ///< initialisers without contents
  std::vector<NumbersToWrite> numbers = {};
  std::vector<ArrayToWrite> values = {};  ///< declared shapes of values between nodes
  std::int64_t opset = 13;
  std::vector<FunctionToWrite> functions = {};
};

/// The bytes of an ONNX file with this graph, encoded by hand, so that tests can write models that no checked writer
/// would. Field numbers as in onnx.proto (IR version 8).
[[nodiscard]] std::string onnxBytes(const ModelToWrite& model);

/// The graph of `model` as the body of a Scan, Loop or If.
[[nodiscard]] BodyBytes bodyBytes(const ModelToWrite& model);

/// A float initialiser of `shape` whose contents are `payload` bytes of zeros, as part of a graph message; for models
/// with large weights.
[[nodiscard]] std::string onnxBytesWithPayload(const ModelToWrite& model, const ArrayToWrite& weight,
                                               std::size_t payload);

}  // namespace fusewright::tests
