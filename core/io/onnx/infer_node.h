#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <onnx/onnx_pb.h>

namespace onnx {
class OpSchema;
}

namespace fusewright {

/// What is known of the values of a graph, by name.
struct KnownValues {
  std::unordered_map<std::string, onnx::TypeProto> types;
  std::unordered_map<std::string, onnx::TensorProto> contents;
};

/// Output types of `node` by libonnx's inference for the operators of version `opset`; none if libonnx does not know
/// the operator or finds its inputs unfit. Never throws, never prints.
[[nodiscard]] std::optional<std::vector<onnx::TypeProto>> inferNode(const onnx::NodeProto& node, int opset,
                                                                    const KnownValues& known);

/// Whether the attributes of `node` that the schema names have the types that it asks for, and none it requires lacks.
[[nodiscard]] bool attributesFit(const onnx::OpSchema& schema, const onnx::NodeProto& node);

}  // namespace fusewright
