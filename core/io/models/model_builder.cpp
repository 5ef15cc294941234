#include "core/io/models/model_builder.h"

namespace fusewright {
namespace {

/// Types a value as a tensor of that element type and shape.
void setType(onnx::ValueInfoProto& value, const std::string& name, int element, const Sizes& shape) {
  value.set_name(name);
  auto& type = *value.mutable_type()->mutable_tensor_type();
  type.set_elem_type(element);
  type.mutable_shape();
  for (std::int64_t size : shape) type.mutable_shape()->add_dim()->set_dim_value(size);
}

onnx::AttributeProto& addAttribute(onnx::NodeProto& node, const std::string& name,
                                   onnx::AttributeProto::AttributeType type) {
  auto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(type);
  return attribute;
}

}  // namespace

NodeWriter& NodeWriter::integer(const std::string& name, std::int64_t value) {
  addAttribute(*node_, name, onnx::AttributeProto::INT).set_i(value);
  return *this;
}

NodeWriter& NodeWriter::integers(const std::string& name, const Sizes& values) {
  auto& attribute = addAttribute(*node_, name, onnx::AttributeProto::INTS);
  for (std::int64_t value : values) attribute.add_ints(value);
  return *this;
}

NodeWriter& NodeWriter::number(const std::string& name, float value) {
  addAttribute(*node_, name, onnx::AttributeProto::FLOAT).set_f(value);
  return *this;
}

NodeWriter& NodeWriter::text(const std::string& name, const std::string& value) {
  addAttribute(*node_, name, onnx::AttributeProto::STRING).set_s(value);
  return *this;
}

NodeWriter& NodeWriter::precision(int bits) {
  return integer("weight_size", bits).integer("act_size", bits).integer("output_size", bits);
}

ModelBuilder::ModelBuilder(const std::string& name, std::int64_t opset) {
  model_.set_ir_version(7);
  model_.set_producer_name("fusewright");
  model_.mutable_graph()->set_name(name);
  importDomain("", opset);
}

void ModelBuilder::importDomain(const std::string& domain, std::int64_t version) {
  auto& opset = *model_.add_opset_import();
  opset.set_domain(domain);
  opset.set_version(version);
}

void ModelBuilder::input(const std::string& name, const Sizes& shape) {
  setType(*model_.mutable_graph()->add_input(), name, onnx::TensorProto::FLOAT, shape);
}

void ModelBuilder::mask(const std::string& name, const Sizes& shape) {
  setType(*model_.mutable_graph()->add_input(), name, onnx::TensorProto::BOOL, shape);
}

void ModelBuilder::numbers(const std::string& name, const Sizes& shape) {
  setType(*model_.mutable_graph()->add_input(), name, onnx::TensorProto::INT64, shape);
}

void ModelBuilder::output(const std::string& name, const Sizes& shape) {
  setType(*model_.mutable_graph()->add_output(), name, onnx::TensorProto::FLOAT, shape);
}

void ModelBuilder::value(const std::string& name, const Sizes& shape) {
  setType(*model_.mutable_graph()->add_value_info(), name, onnx::TensorProto::FLOAT, shape);
}

void ModelBuilder::weight(const std::string& name, const Sizes& shape) {
  auto& tensor = *model_.mutable_graph()->add_initializer();
  tensor.set_name(name);
  tensor.set_data_type(onnx::TensorProto::FLOAT);
  for (std::int64_t size : shape) tensor.add_dims(size);
}

NodeWriter ModelBuilder::node(const std::string& operation, const std::string& name,
                              const std::vector<std::string>& inputs, const std::vector<std::string>& outputs,
                              const std::string& domain) {
  auto& node = *model_.mutable_graph()->add_node();
  node.set_op_type(operation);
  node.set_name(name);
  if (!domain.empty()) node.set_domain(domain);
  for (const std::string& input : inputs) node.add_input(input);
  for (const std::string& output : outputs) node.add_output(output);
  return NodeWriter(node);
}

onnx::TensorProto& ModelBuilder::constant(const std::string& name, const std::string& output) {
  node("Constant", name, {}, {output});
  auto& node = *model_.mutable_graph()->mutable_node(model_.graph().node_size() - 1);
  return *addAttribute(node, "value", onnx::AttributeProto::TENSOR).mutable_t();
}

void ModelBuilder::wholeNumbers(const std::string& name, const std::string& output, const Sizes& numbers) {
  auto& tensor = constant(name, output);
  tensor.set_data_type(onnx::TensorProto::INT64);
  tensor.add_dims(static_cast<std::int64_t>(numbers.size()));
  for (std::int64_t number : numbers) tensor.add_int64_data(number);
  const Sizes shape{static_cast<std::int64_t>(numbers.size())};
  setType(*model_.mutable_graph()->add_value_info(), output, onnx::TensorProto::INT64, shape);
}

void ModelBuilder::wholeNumber(const std::string& name, const std::string& output, std::int64_t number) {
  auto& tensor = constant(name, output);
  tensor.set_data_type(onnx::TensorProto::INT64);
  tensor.add_int64_data(number);
  setType(*model_.mutable_graph()->add_value_info(), output, onnx::TensorProto::INT64, {});
}

void ModelBuilder::scalar(const std::string& name, const std::string& output, float value) {
  auto& tensor = constant(name, output);
  tensor.set_data_type(onnx::TensorProto::FLOAT);
  tensor.add_float_data(value);
  this->value(output, {});
}

void ModelBuilder::emptyConstant(const std::string& name, const std::string& output, const Sizes& shape) {
  auto& tensor = constant(name, output);
  tensor.set_data_type(onnx::TensorProto::FLOAT);
  for (std::int64_t size : shape) tensor.add_dims(size);
  value(output, shape);
}

std::string ModelBuilder::serialise() const {
  return model_.SerializeAsString();
}

}  // namespace fusewright
