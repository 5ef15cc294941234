#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <onnx/onnx_pb.h>

namespace fusewright {

/// What is known of the inputs of a node.
struct InferenceInputs {
  std::unordered_map<std::string, onnx::TypeProto> types;
  std::unordered_map<std::string, onnx::TensorProto> contents;
};

/// Output types of `node` by libonnx's inference for the operators of version `opset`; none if libonnx does not know
/// the operator or finds its inputs unfit. Never throws, never prints.
[[nodiscard]] std::optional<std::vector<onnx::TypeProto>> inferNode(const onnx::NodeProto& node, int opset,
                                                                    const InferenceInputs& inputs);

}  // namespace fusewright
