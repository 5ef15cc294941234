#include "core/io/onnx/infer_node.h"

#include <exception>

#include <google/protobuf/stubs/logging.h>
#include <onnx/defs/schema.h>
#include <onnx/shape_inference/implementation.h>

namespace fusewright {

std::optional<std::vector<onnx::TypeProto>> inferNode(const onnx::NodeProto& node, int opset,
                                                      const InferenceInputs& inputs) {
  try {
    const google::protobuf::LogSilencer silence;
    const std::string domain = node.domain() == "ai.onnx" ? std::string() : node.domain();
    const onnx::OpSchema* schema = onnx::OpSchemaRegistry::Schema(node.op_type(), opset, domain);
    if (schema == nullptr || !schema->has_type_and_shape_inference_function()) return std::nullopt;
    onnx::NodeProto copy = node;
    InferenceInputs known = inputs;
    std::unordered_map<std::string, onnx::TypeProto*> types;
    for (auto& [name, type] : known.types) types.emplace(name, &type);
    std::unordered_map<std::string, const onnx::TensorProto*> contents;
    for (const auto& [name, tensor] : known.contents) contents.emplace(name, &tensor);
    onnx::shape_inference::InferenceContextImpl context(copy, types, contents, {});
    schema->GetTypeAndShapeInferenceFunction()(context);
    return context.allOutputTypes_;
  } catch (const std::exception&) {
    return std::nullopt;  // unfit inputs: the caller falls back on what the model declares
  }
}

}  // namespace fusewright
