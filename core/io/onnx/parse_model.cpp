#include "core/io/onnx/parse_model.h"

#include <array>
#include <cstring>
#include <exception>
#include <set>

#include <google/protobuf/stubs/logging.h>

#include "core/io/onnx/model_bytes.h"

namespace fusewright {
namespace {

template <typename Stored, typename Number = std::int64_t>
std::optional<std::vector<Number>> fromRaw(const std::string& raw, std::size_t count) {
  if (raw.size() != count * sizeof(Stored)) return std::nullopt;
  std::vector<Number> numbers;
  for (std::size_t at = 0; at < raw.size(); at += sizeof(Stored)) {
    Stored number;
    std::memcpy(&number, raw.data() + at, sizeof(Stored));
    numbers.push_back(static_cast<Number>(number));
  }
  return numbers;
}

template <typename Number = std::int64_t, typename Field>
std::optional<std::vector<Number>> fromField(const Field& field, std::size_t count) {
  if (static_cast<std::size_t>(field.size()) != count) return std::nullopt;
  return std::vector<Number>(field.begin(), field.end());
}

/// Values that bodies of control-flow operators read from outside: used there and not defined there.
void collectCaptured(const onnx::GraphProto& body, std::set<std::string>& captured) {
  std::set<std::string> defined;
  for (const auto& input : body.input()) defined.insert(input.name());
  for (const auto& weight : body.initializer()) defined.insert(weight.name());
  std::set<std::string> used;
  for (const auto& node : body.node()) {
    used.insert(node.input().begin(), node.input().end());
    for (const auto& attribute : node.attribute())
      if (attribute.has_g()) collectCaptured(attribute.g(), used);
    defined.insert(node.output().begin(), node.output().end());
  }
  for (const auto& output : body.output()) used.insert(output.name());
  for (const std::string& name : used)
    if (!name.empty() && !defined.contains(name)) captured.insert(name);
}

std::optional<OnnxAttribute> convertAttribute(const onnx::AttributeProto& attribute) {
  switch (attribute.type()) {
    case onnx::AttributeProto::INT:
      return attribute.i();
    case onnx::AttributeProto::FLOAT:
      return static_cast<double>(attribute.f());
    case onnx::AttributeProto::STRING:
      return attribute.s();
    case onnx::AttributeProto::INTS:
      return std::vector<std::int64_t>(attribute.ints().begin(), attribute.ints().end());
    case onnx::AttributeProto::FLOATS:
      return std::vector<double>(attribute.floats().begin(), attribute.floats().end());
    case onnx::AttributeProto::STRINGS:
      return std::vector<std::string>(attribute.strings().begin(), attribute.strings().end());
    case onnx::AttributeProto::TENSOR:
      if (auto numbers = wholeNumbers(attribute.t())) return *std::move(numbers);
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace

Result<onnx::ModelProto> parseModel(const std::filesystem::path& path) {
  const auto bytes = readModelBytes(path);
  if (!bytes) return tl::make_unexpected(bytes.error());
  return parseModelBytes(*bytes, path.string());
}

Result<onnx::ModelProto> parseModelBytes(const std::string& bytes, const std::string& name) {
  const std::string remedy = "give an ONNX model in binary form; if this is one, it is damaged: export it again";
  try {
    const google::protobuf::LogSilencer silence;
    onnx::ModelProto model;
    if (!model.ParseFromString(bytes)) return failure("is not an ONNX model", name, remedy);
    if (!model.has_graph()) return failure("holds no graph, so it is not an ONNX model", name, remedy);
    if (model.graph().node_size() == 0)
      return failure("holds a graph without any operator", name, "export the model again");
    return model;
  } catch (const std::exception& exception) {
    return failure(std::string("cannot be parsed (") + exception.what() + ")", name, remedy);
  }
}

std::int64_t standardOpset(const onnx::ModelProto& model) {
  for (const auto& opset : model.opset_import())
    if (opset.domain().empty() || opset.domain() == "ai.onnx") return opset.version();
  return 0;
}

OnnxNode convertNode(const onnx::NodeProto& node, std::string name) {
  OnnxNode converted{.name = std::move(name),
                     .operation = node.op_type(),
                     .domain = node.domain() == "ai.onnx" ? std::string() : node.domain(),
                     .inputs = {node.input().begin(), node.input().end()},
                     .outputs = {node.output().begin(), node.output().end()},
                     .attributes = {},
                     .captured = capturedValues(node)};
  for (const auto& attribute : node.attribute())
    if (auto value = convertAttribute(attribute)) converted.attributes.emplace(attribute.name(), *std::move(value));
  return converted;
}

std::vector<std::string> capturedValues(const onnx::NodeProto& node) {
  std::set<std::string> captured;
  for (const auto& attribute : node.attribute())
    if (attribute.has_g()) collectCaptured(attribute.g(), captured);
  return {captured.begin(), captured.end()};
}

std::optional<std::vector<std::int64_t>> wholeNumbers(const onnx::TensorProto& tensor) {
  const auto count = elementCount({tensor.dims().begin(), tensor.dims().end()});
  if (!count || *count > static_cast<std::int64_t>(kKeptTensorBytes)) return std::nullopt;
  if (tensor.data_location() == onnx::TensorProto::EXTERNAL) return std::nullopt;
  const std::size_t elements = static_cast<std::size_t>(*count);
  const bool raw = tensor.has_raw_data();
  switch (tensor.data_type()) {
    case onnx::TensorProto::INT64:
      return raw ? fromRaw<std::int64_t>(tensor.raw_data(), elements) : fromField(tensor.int64_data(), elements);
    case onnx::TensorProto::INT32:
      return raw ? fromRaw<std::int32_t>(tensor.raw_data(), elements) : fromField(tensor.int32_data(), elements);
    case onnx::TensorProto::BOOL:
    case onnx::TensorProto::UINT8:
      return raw ? fromRaw<std::uint8_t>(tensor.raw_data(), elements) : fromField(tensor.int32_data(), elements);
    default:
      return std::nullopt;
  }
}

std::optional<std::vector<double>> realNumbers(const onnx::TensorProto& tensor) {
  const auto count = elementCount({tensor.dims().begin(), tensor.dims().end()});
  if (!count || *count > kMostRealNumbers || tensor.data_location() == onnx::TensorProto::EXTERNAL) return std::nullopt;
  const std::size_t elements = static_cast<std::size_t>(*count);
  const bool raw = tensor.has_raw_data();
  switch (tensor.data_type()) {
    case onnx::TensorProto::FLOAT:
      return raw ? fromRaw<float, double>(tensor.raw_data(), elements)
                 : fromField<double>(tensor.float_data(), elements);
    case onnx::TensorProto::DOUBLE:
      return raw ? fromRaw<double, double>(tensor.raw_data(), elements)
                 : fromField<double>(tensor.double_data(), elements);
    default:
      return std::nullopt;
  }
}

ElementType elementType(int dataType) {
  constexpr std::array<ElementType, 24> kTypes{
      {{"undefined", 32},     {"float32", 32},  {"uint8", 8},        {"int8", 8},           {"uint16", 16},
       {"int16", 16},         {"int32", 32},    {"int64", 64},       {"string", 64},        {"bool", 8},
       {"float16", 16},       {"float64", 64},  {"uint32", 32},      {"uint64", 64},        {"complex64", 64},
       {"complex128", 128},   {"bfloat16", 16}, {"float8e4m3fn", 8}, {"float8e4m3fnuz", 8}, {"float8e5m2", 8},
       {"float8e5m2fnuz", 8}, {"uint4", 4},     {"int4", 4},         {"float4e2m1", 4}}};
  const bool known = dataType >= 0 && static_cast<std::size_t>(dataType) < kTypes.size();
  return kTypes[known ? static_cast<std::size_t>(dataType) : 0];
}

tl::unexpected<Error> unforeseen(const std::exception& exception, const std::filesystem::path& path) {
  return failure(std::string("cannot be read (") + exception.what() + ")", path.string(),
                 "report this model: the reader should have said what is wrong with it");
}

}  // namespace fusewright
