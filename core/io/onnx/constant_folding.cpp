#include "core/io/onnx/constant_folding.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>

namespace fusewright {
namespace {

using Numbers = std::vector<std::int64_t>;
using Folded = std::optional<Numbers>;

/// Contents of every given input; none unless all are known.
std::optional<std::vector<Numbers>> knownInputs(const OnnxGraph& graph, const OnnxNode& node) {
  std::vector<Numbers> inputs;
  for (std::size_t index = 0; index < node.inputs.size(); ++index) {
    if (node.inputs[index].empty()) continue;
    Folded contents = inputContents(graph, node, index);
    if (!contents) return std::nullopt;
    inputs.push_back(*std::move(contents));
  }
  return inputs;
}

Folded foldShape(const OnnxGraph& graph, const OnnxNode& node) {
  if (node.inputs.empty()) return std::nullopt;
  const Numbers& shape = graph.values.at(node.inputs[0]).shape;
  const std::int64_t rank = static_cast<std::int64_t>(shape.size());
  const auto place = [&](std::int64_t axis) {
    return std::clamp(axis < 0 ? axis + rank : axis, std::int64_t{0}, rank);
  };
  const std::int64_t start = place(attributeOr(node, "start", std::int64_t{0}));
  const std::int64_t end = std::max(start, place(attributeOr(node, "end", rank)));
  return Numbers(shape.begin() + start, shape.begin() + end);
}

Folded foldGather(const OnnxGraph& graph, const OnnxNode& node, const std::vector<Numbers>& inputs) {
  if (inputs.size() != 2 || graph.values.at(node.inputs[0]).shape.size() > 1) return std::nullopt;
  const std::int64_t size = static_cast<std::int64_t>(inputs[0].size());
  Numbers picked;
  for (std::int64_t index : inputs[1]) {
    if (index < -size || index >= size) return std::nullopt;
    picked.push_back(inputs[0][static_cast<std::size_t>(index < 0 ? index + size : index)]);
  }
  return picked;
}

Folded foldConcat(const OnnxGraph& graph, const OnnxNode& node, const std::vector<Numbers>& inputs) {
  Numbers joined;
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    if (graph.values.at(node.inputs[input]).shape.size() != 1) return std::nullopt;
    joined.insert(joined.end(), inputs[input].begin(), inputs[input].end());
  }
  return joined;
}

/// Slice of a one-dimensional tensor, starts, ends, axes, steps as inputs (opset 10 and later).
Folded foldSlice(const OnnxGraph& graph, const OnnxNode& node, const std::vector<Numbers>& inputs) {
  if (inputs.size() < 3 || graph.values.at(node.inputs[0]).shape.size() != 1) return std::nullopt;
  for (std::size_t input = 1; input < inputs.size(); ++input)
    if (inputs[input].size() != 1) return std::nullopt;
  const std::int64_t size = static_cast<std::int64_t>(inputs[0].size());
  const std::int64_t step = inputs.size() > 4 ? inputs[4][0] : 1;
  if (step < 1) return std::nullopt;
  const auto place = [&](std::int64_t index) {
    return std::clamp(index < 0 ? index + size : index, std::int64_t{0}, size);
  };
  Numbers cut;
  for (std::int64_t index = place(inputs[1][0]); index < place(inputs[2][0]); index += step)
    cut.push_back(inputs[0][static_cast<std::size_t>(index)]);
  return cut;
}

/// Saturates instead of overflowing: such numbers are refused later as sizes.
std::int64_t product(std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  return __builtin_mul_overflow(a, b, &result) ? INT64_MAX : result;
}
std::int64_t sum(std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  return __builtin_add_overflow(a, b, &result) ? INT64_MAX : result;
}
std::int64_t difference(std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  return __builtin_sub_overflow(a, b, &result) ? INT64_MIN : result;
}
std::int64_t quotient(std::int64_t a, std::int64_t b) {
  return b == 0 || b == -1 ? product(a, b) : a / b;
}

using Arithmetic = std::function<std::int64_t(std::int64_t, std::int64_t)>;

const std::map<std::string, Arithmetic>& arithmetic() {
  static const std::map<std::string, Arithmetic> kOperators{
      {"Add", sum},
      {"Sub", difference},
      {"Mul", product},
      {"Div", quotient},
      {"Max", [](std::int64_t a, std::int64_t b) { return std::max(a, b); }},
      {"Min", [](std::int64_t a, std::int64_t b) { return std::min(a, b); }},
      {"Mod", [](std::int64_t a, std::int64_t b) { return b < 1 ? 0 : (a % b + b) % b; }},
      {"Equal", [](std::int64_t a, std::int64_t b) { return std::int64_t{a == b}; }},
      {"Less", [](std::int64_t a, std::int64_t b) { return std::int64_t{a < b}; }},
      {"Greater", [](std::int64_t a, std::int64_t b) { return std::int64_t{a > b}; }}};
  return kOperators;
}

/// Element `index` of a vector, or the only element of a scalar.
std::int64_t at(const Numbers& numbers, std::size_t index) {
  return numbers.size() == 1 ? numbers[0] : numbers[index];
}

Folded foldElementwise(const std::vector<Numbers>& inputs, const Arithmetic& compute) {
  std::size_t size = 1;
  for (const Numbers& input : inputs) size = std::max(size, input.size());
  for (const Numbers& input : inputs)
    if (input.size() != size && input.size() != 1) return std::nullopt;
  if (inputs.size() != 2) return std::nullopt;
  Numbers results;
  for (std::size_t index = 0; index < size; ++index)
    results.push_back(compute(at(inputs[0], index), at(inputs[1], index)));
  return results;
}

Folded foldWhere(const std::vector<Numbers>& inputs) {
  if (inputs.size() != 3) return std::nullopt;
  const std::size_t size = std::max({inputs[0].size(), inputs[1].size(), inputs[2].size()});
  for (const Numbers& input : inputs)
    if (input.size() != size && input.size() != 1) return std::nullopt;
  Numbers chosen;
  for (std::size_t index = 0; index < size; ++index)
    chosen.push_back(at(inputs[0], index) != 0 ? at(inputs[1], index) : at(inputs[2], index));
  return chosen;
}

Folded foldRange(const std::vector<Numbers>& inputs) {
  if (inputs.size() != 3 || inputs[2].size() != 1 || inputs[2][0] < 1) return std::nullopt;
  if (inputs[0].size() != 1 || inputs[1].size() != 1) return std::nullopt;
  Numbers numbers;
  for (std::int64_t next = inputs[0][0]; next < inputs[1][0]; next = sum(next, inputs[2][0])) {
    if (static_cast<std::int64_t>(numbers.size()) == kMostFoldedElements) return std::nullopt;
    numbers.push_back(next);
  }
  return numbers;
}

Folded foldKnown(const OnnxGraph& graph, const OnnxNode& node, const std::vector<Numbers>& inputs,
                 std::int64_t elements) {
  const std::string& operation = node.operation;
  if (operation == "Gather") return foldGather(graph, node, inputs);
  if (operation == "Concat") return foldConcat(graph, node, inputs);
  if (operation == "Slice") return foldSlice(graph, node, inputs);
  if (operation == "Where") return foldWhere(inputs);
  if (operation == "Range") return foldRange(inputs);
  if (operation == "ReduceProd" && elements == 1)
    return Numbers{std::accumulate(inputs[0].begin(), inputs[0].end(), std::int64_t{1}, product)};
  if (operation == "ConstantOfShape") {
    const Numbers fill = attributeOr(node, "value", Numbers{0});
    return Numbers(static_cast<std::size_t>(elements), fill.empty() ? 0 : fill[0]);
  }
  for (const char* same : {"Identity", "Cast", "Squeeze", "Unsqueeze", "Reshape", "Flatten"})
    if (operation == same) return inputs[0];
  if (operation == "Neg") return foldElementwise({{0}, inputs[0]}, difference);
  const auto binary = arithmetic().find(operation);
  return binary == arithmetic().end() ? std::nullopt : foldElementwise(inputs, binary->second);
}

}  // namespace

Folded foldedContents(const OnnxGraph& graph, const OnnxNode& node, const std::vector<std::int64_t>& shape) {
  const auto elements = elementCount(shape);
  if (!node.domain.empty() || !elements || *elements > kMostFoldedElements) return std::nullopt;
  Folded folded;
  if (node.operation == "Shape")
    folded = foldShape(graph, node);
  else if (node.operation == "Size" && !node.inputs.empty()) {
    const auto size = elementCount(graph.values.at(node.inputs[0]).shape);
    if (size) folded = Numbers{*size};
  } else if (const auto inputs = knownInputs(graph, node); inputs && !inputs->empty()) {
    folded = foldKnown(graph, node, *inputs, *elements);
  }
  // A result that does not fill the output's shape was computed on wrong assumptions.
  return folded && static_cast<std::int64_t>(folded->size()) == *elements ? folded : std::nullopt;
}

}  // namespace fusewright
