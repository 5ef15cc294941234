#include "core/io/onnx/infer_node.h"

#include <algorithm>
#include <array>
#include <exception>
#include <string_view>

#include <google/protobuf/stubs/logging.h>
#include <onnx/defs/schema.h>
#include <onnx/shape_inference/implementation.h>

namespace fusewright {
namespace {

/// Operators whose inference runs on the graphs in their attributes; it needs a context that is not given here.
bool hasBodies(const onnx::NodeProto& node) {
  constexpr std::array<std::string_view, 4> kControlFlow{"If", "Loop", "Scan", "SequenceMap"};
  return std::ranges::find(kControlFlow, node.op_type()) != kControlFlow.end();
}

/// libonnx follows null pointers when a node does not fit its schema, so it is asked only about nodes that do.
bool fitsSchema(const onnx::OpSchema& schema, const onnx::NodeProto& node, const KnownValues& inputs) {
  if (node.input_size() < schema.min_input() || node.input_size() > schema.max_input()) return false;
  if (node.output_size() < schema.min_output() || node.output_size() > schema.max_output()) return false;
  for (int input = 0; input < schema.min_input(); ++input)
    if (!inputs.types.contains(node.input(input))) return false;
  return attributesFit(schema, node);
}

}  // namespace

bool attributesFit(const onnx::OpSchema& schema, const onnx::NodeProto& node) {
  for (const auto& [name, wanted] : schema.attributes()) {
    const auto found = std::ranges::find(node.attribute(), name, [](const auto& given) { return given.name(); });
    if (found == node.attribute().end() ? wanted.required : found->type() != wanted.type) return false;
  }
  return true;
}

std::optional<std::vector<onnx::TypeProto>> inferNode(const onnx::NodeProto& node, int opset,
                                                      const KnownValues& known) {
  try {
    const google::protobuf::LogSilencer silence;
    const std::string domain = node.domain() == "ai.onnx" ? std::string() : node.domain();
    const onnx::OpSchema* schema = onnx::OpSchemaRegistry::Schema(node.op_type(), opset, domain);
    if (schema == nullptr || !schema->has_type_and_shape_inference_function()) return std::nullopt;
    if (hasBodies(node) || !fitsSchema(*schema, node, known)) return std::nullopt;
    onnx::NodeProto copy = node;
    std::vector<onnx::TypeProto> ownTypes;  // the library asks for types that it may change
    ownTypes.reserve(static_cast<std::size_t>(node.input_size()));
    std::unordered_map<std::string, onnx::TypeProto*> types;
    std::unordered_map<std::string, const onnx::TensorProto*> contents;
    for (const std::string& input : node.input()) {
      if (const auto type = known.types.find(input); type != known.types.end() && !types.contains(input))
        types.emplace(input, &ownTypes.emplace_back(type->second));
      if (const auto tensor = known.contents.find(input); tensor != known.contents.end())
        contents.emplace(input, &tensor->second);
    }
    onnx::shape_inference::InferenceContextImpl context(copy, types, contents, {});
    schema->GetTypeAndShapeInferenceFunction()(context);
    return context.allOutputTypes_;
  } catch (const std::exception&) {
    return std::nullopt;  // unfit inputs: the caller falls back on what the model declares
  }
}

}  // namespace fusewright
