#include <algorithm>

#include <fmt/format.h>

#include "core/io/onnx/expand/repeated_body.h"

namespace fusewright {
namespace {

onnx::NodeProto nodeOf(std::string operation, std::string name, const std::vector<std::string>& inputs,
                       const std::string& output) {
  onnx::NodeProto node;
  node.set_op_type(std::move(operation));
  node.set_name(std::move(name));
  for (const std::string& input : inputs) node.add_input(input);
  node.add_output(output);
  return node;
}

onnx::AttributeProto numberAttribute(const char* name, std::int64_t number) {
  onnx::AttributeProto attribute;
  attribute.set_name(name);
  attribute.set_type(onnx::AttributeProto::INT);
  attribute.set_i(number);
  return attribute;
}

onnx::NodeProto numbersNode(const std::string& name, std::int64_t number) {
  onnx::NodeProto node = nodeOf("Constant", name, {}, name);
  auto& attribute = *node.add_attribute();
  attribute.set_name("value_ints");
  attribute.set_type(onnx::AttributeProto::INTS);
  attribute.add_ints(number);
  return node;
}

/// Nodes with lists of one number each, which newer versions of an operator take as inputs and older ones as
/// attributes.
class NumberedNodes {
 public:
  NumberedNodes(std::vector<onnx::NodeProto>& nodes, int version, std::string prefix)
      : nodes_(nodes), version_(version), prefix_(std::move(prefix)) {}

  /// Adds `node`, whose numbers are inputs from `firstVersion` on.
  void add(onnx::NodeProto node, int firstVersion, const std::vector<std::pair<std::string, std::int64_t>>& numbers) {
    for (const auto& [name, number] : numbers) {
      if (version_ >= firstVersion) {
        node.add_input(numberInput(number));
        continue;
      }
      auto& attribute = *node.add_attribute();
      attribute.set_name(name);
      attribute.set_type(onnx::AttributeProto::INTS);
      attribute.add_ints(number);
    }
    nodes_.push_back(std::move(node));
  }

 private:
  std::string numberInput(std::int64_t number) {
    std::string name = fmt::format("{}:{}", prefix_, number);
    if (std::ranges::find(made_, name) != made_.end()) return name;
    nodes_.push_back(numbersNode(name, number));
    return made_.emplace_back(std::move(name));
  }

  std::vector<onnx::NodeProto>& nodes_;
  int version_;
  std::string prefix_;
  std::vector<std::string> made_;
};

/// First version of the standard operators in which Squeeze and Unsqueeze take axes as input; Slice its numbers.
constexpr int kAxesAreInputs = 13;
constexpr int kSliceTakesInputs = 10;

/// The parts, each with a new axis, one behind the other.
void joinParts(Expansion& outputs, const ExpansionSite& site, std::vector<std::string> parts,
               const JoinedOutput& joined, std::size_t output) {
  if (joined.backward) std::ranges::reverse(parts);
  NumberedNodes nodes(outputs.nodes, versionOf(site.opsets, ""), fmt::format("{}:output{}", site.prefix, output));
  std::vector<std::string> layers;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    layers.push_back(parts[part] + "+");
    nodes.add(
        nodeOf("Unsqueeze", fmt::format("{}layer_{}_{}", site.prefix, output, part), {parts[part]}, layers.back()),
        kAxesAreInputs, {{"axes", joined.axis}});
  }
  auto join = nodeOf("Concat", fmt::format("{}join_{}", site.prefix, output), layers,
                     site.node.output(static_cast<int>(output)));
  *join.add_attribute() = numberAttribute("axis", joined.axis);
  outputs.nodes.push_back(std::move(join));
}

}  // namespace

onnx::NodeProto numberNode(const std::string& name, std::int64_t number) {
  onnx::NodeProto node = nodeOf("Constant", name, {}, name);
  *node.add_attribute() = numberAttribute("value_int", number);
  return node;
}

std::vector<onnx::NodeProto> pickNodes(const ExpansionSite& site, const Picked& picked, const std::string& result) {
  std::vector<onnx::NodeProto> made;
  NumberedNodes nodes(made, versionOf(site.opsets, ""), result);
  const std::string slice = result + "-";
  nodes.add(nodeOf("Slice", picked.nodeName + "_slice", {picked.from}, slice), kSliceTakesInputs,
            {{"starts", picked.index}, {"ends", picked.index + 1}, {"axes", picked.axis}});
  nodes.add(nodeOf("Squeeze", picked.nodeName, {slice}, result), kAxesAreInputs, {{"axes", picked.axis}});
  return made;
}

Expansion loopOutputs(const ExpansionSite& site, const LoopProgress& progress,
                      const std::vector<JoinedOutput>& joined) {
  Expansion outputs;
  const std::size_t states = progress.carried.size();
  for (std::size_t output = 0; output < static_cast<std::size_t>(site.node.output_size()); ++output) {
    const std::string& result = site.node.output(static_cast<int>(output));
    if (result.empty()) continue;
    if (output < states) {
      outputs.nodes.push_back(
          nodeOf("Identity", fmt::format("{}state_{}", site.prefix, output), {progress.carried[output]}, result));
    } else if (const auto& parts = progress.scanned[output - states]; !parts.empty()) {
      joinParts(outputs, site, parts, joined[output - states], output);
    } else {
      const std::string shape = fmt::format("{}:empty{}", site.prefix, output);
      outputs.nodes.push_back(numbersNode(shape, 0));
      outputs.nodes.push_back(
          nodeOf("ConstantOfShape", fmt::format("{}none_{}", site.prefix, output), {shape}, result));
    }
  }
  return outputs;
}

}  // namespace fusewright
