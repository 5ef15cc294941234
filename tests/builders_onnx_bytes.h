#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace fusewright::tests {

struct NodeToWrite {
  std::string operation;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
};

/// A float tensor. A shape entry is a size, or 0 for the symbolic dimension "S".
struct ArrayToWrite {
  std::string name;
  std::vector<std::int64_t> shape;
};

struct ModelToWrite {
  std::vector<NodeToWrite> nodes;
  std::vector<ArrayToWrite> inputs;
  std::vector<ArrayToWrite> outputs;
};

/// The bytes of an ONNX file with this graph, encoded by hand, so that tests can write models that no checked writer
/// would. Field numbers as in onnx.proto (IR version 8, opset 13).
[[nodiscard]] std::string onnxBytes(const ModelToWrite& model);

}  // namespace fusewright::tests
