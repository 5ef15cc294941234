#include "core/io/onnx/expand/inline_body.h"

#include <set>

#include <fmt/format.h>

#include "core/io/onnx/node_order.h"

namespace fusewright {
namespace {

using Names = std::map<std::string, std::string>;

std::string renamed(const Names& names, const std::string& name) {
  const auto found = names.find(name);
  return found == names.end() ? name : found->second;
}

void renameGraph(onnx::GraphProto& graph, Names names, const std::string& prefix);

/// Inputs, outputs and what bodies in attributes capture.
void renameNode(onnx::NodeProto& node, const Names& names, const std::string& prefix) {
  for (std::string& input : *node.mutable_input()) input = renamed(names, input);
  for (std::string& output : *node.mutable_output()) output = renamed(names, output);
  for (auto& attribute : *node.mutable_attribute()) {
    if (attribute.has_g()) renameGraph(*attribute.mutable_g(), names, prefix);
    for (auto& graph : *attribute.mutable_graphs()) renameGraph(graph, names, prefix);
  }
}

/// What the graph defines itself gets the prefix too: its names could otherwise be those of values that it captures.
void renameGraph(onnx::GraphProto& graph, Names names, const std::string& prefix) {
  const auto define = [&](const std::string& name) {
    if (!name.empty()) names[name] = prefix + name;
  };
  for (const auto& input : graph.input()) define(input.name());
  for (const auto& weight : graph.initializer()) define(weight.name());
  for (const auto& weight : graph.sparse_initializer()) define(weight.values().name());
  for (const auto& node : graph.node())
    for (const std::string& output : node.output()) define(output);
  for (auto& input : *graph.mutable_input()) input.set_name(renamed(names, input.name()));
  for (auto& output : *graph.mutable_output()) output.set_name(renamed(names, output.name()));
  for (auto& value : *graph.mutable_value_info()) value.set_name(renamed(names, value.name()));
  for (auto& weight : *graph.mutable_initializer()) weight.set_name(renamed(names, weight.name()));
  for (auto& weight : *graph.mutable_sparse_initializer())
    weight.mutable_values()->set_name(renamed(names, weight.values().name()));
  for (auto& node : *graph.mutable_node()) renameNode(node, names, prefix);
}

/// Names of the whole graph for everything that the body defines. A result keeps the name that the outside knows it
/// under, so that no copying is needed where a node of the body makes it.
Names namesOf(const BodyCall& call) {
  Names names;
  std::map<std::string, std::string> wanted;
  for (int output = 0; output < call.body.output_size() && static_cast<std::size_t>(output) < call.results.size();
       ++output)
    if (const std::string& result = call.results[static_cast<std::size_t>(output)]; !result.empty())
      wanted.emplace(call.body.output(output).name(), result);
  for (const auto& weight : call.body.initializer()) names[weight.name()] = call.nodePrefix + weight.name();
  for (const auto& weight : call.body.sparse_initializer())
    names[weight.values().name()] = call.nodePrefix + weight.values().name();
  for (const auto& node : call.body.node())
    for (const std::string& output : node.output()) {
      const auto result = wanted.find(output);
      if (!output.empty()) names[output] = result == wanted.end() ? call.prefix + output : result->second;
    }
  for (int input = 0; input < call.body.input_size(); ++input) {
    const std::size_t place = static_cast<std::size_t>(input);
    names[call.body.input(input).name()] = place < call.arguments.size() ? call.arguments[place] : std::string();
  }
  names.erase("");
  return names;
}

/// Copies of what is a result without being made under its name: an argument, a weight, an outer value, or a value
/// that is a result twice.
void addCopies(Expansion& expansion, const BodyCall& call, const Names& names) {
  for (int output = 0; output < call.body.output_size(); ++output) {
    if (static_cast<std::size_t>(output) >= call.results.size()) break;
    const std::string& result = call.results[static_cast<std::size_t>(output)];
    const std::string from = renamed(names, call.body.output(output).name());
    if (result.empty() || from.empty() || from == result) continue;
    onnx::NodeProto copy;
    copy.set_op_type("Identity");
    copy.set_name(fmt::format("{}output_{}", call.nodePrefix, output));
    copy.add_input(from);
    copy.add_output(result);
    expansion.nodes.push_back(std::move(copy));
  }
}

void declareTypes(Expansion& expansion, const onnx::GraphProto& body, const Names& names) {
  const auto declare = [&](const onnx::ValueInfoProto& value) {
    if (!names.contains(value.name()) || !value.has_type()) return;
    expansion.declared.push_back(value);
    expansion.declared.back().set_name(names.at(value.name()));
  };
  for (const auto& value : body.value_info()) declare(value);
  for (const auto& output : body.output()) declare(output);
}

void bindAttributes(onnx::NodeProto& node, const onnx::NodeProto& caller) {
  std::vector<onnx::AttributeProto> bound;
  for (auto& attribute : *node.mutable_attribute()) {
    if (attribute.ref_attr_name().empty()) {
      if (attribute.has_g()) *attribute.mutable_g() = withAttributes(attribute.g(), caller);
      bound.push_back(std::move(attribute));
      continue;
    }
    for (const auto& given : caller.attribute()) {
      if (given.name() != attribute.ref_attr_name()) continue;
      bound.push_back(given);
      bound.back().set_name(attribute.name());
      break;
    }
  }
  node.clear_attribute();
  for (auto& attribute : bound) *node.add_attribute() = std::move(attribute);
}

}  // namespace

Result<Expansion> inlineBody(const BodyCall& call) {
  const auto order = nodeOrder(call.body, call.where, call.isOuter);
  if (!order) return tl::make_unexpected(order.error());
  const Names names = namesOf(call);
  const std::vector<std::string> nodeNamesInside = nodeNames(call.body);
  Expansion expansion;
  for (const auto& weight : call.body.initializer()) {
    expansion.weights.push_back(weight);
    expansion.weights.back().set_name(names.at(weight.name()));
  }
  for (const auto& weight : call.body.sparse_initializer()) {
    onnx::TensorProto whole = weight.values();
    *whole.mutable_dims() = weight.dims();
    whole.set_name(names.at(weight.values().name()));
    expansion.weights.push_back(std::move(whole));
  }
  for (std::size_t index : *order) {
    onnx::NodeProto node = call.body.node(static_cast<int>(index));
    renameNode(node, names, call.prefix);
    node.set_name(call.nodePrefix + nodeNamesInside[index]);
    expansion.nodes.push_back(std::move(node));
  }
  addCopies(expansion, call, names);
  declareTypes(expansion, call.body, names);
  return expansion;
}

onnx::GraphProto withAttributes(onnx::GraphProto body, const onnx::NodeProto& caller) {
  for (auto& node : *body.mutable_node()) bindAttributes(node, caller);
  return body;
}

}  // namespace fusewright
