#include "core/io/onnx/constant_folding.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numeric>

#include "core/io/onnx/shape_rules.h"
#include "core/io/onnx/small_tensor.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;
using Folded = std::optional<SmallTensor>;
using Elements = std::span<const double>;

std::optional<SmallTensor> knownTensor(const OnnxGraph& graph, const std::string& name) {
  const auto value = graph.values.find(name);
  if (value == graph.values.end()) return std::nullopt;
  const auto elements = elementCount(value->second.shape);
  SmallTensor tensor{.shape = value->second.shape, .numbers = {}};
  if (value->second.contents)
    tensor.numbers.assign(value->second.contents->begin(), value->second.contents->end());
  else if (value->second.reals)
    tensor.numbers = *value->second.reals;
  else
    return std::nullopt;
  const bool fits = elements && *elements == static_cast<std::int64_t>(tensor.numbers.size());
  return fits && *elements <= kMostFoldedElements ? std::optional(std::move(tensor)) : std::nullopt;
}

/// Every given input; none unless the contents of all are known.
std::optional<std::vector<SmallTensor>> knownInputs(const OnnxGraph& graph, const OnnxNode& node) {
  std::vector<SmallTensor> inputs;
  for (const std::string& name : node.inputs) {
    if (name.empty()) continue;
    auto tensor = knownTensor(graph, name);
    if (!tensor) return std::nullopt;
    inputs.push_back(*std::move(tensor));
  }
  return inputs;
}

Shape wholeNumbersOf(const SmallTensor& tensor) {
  Shape numbers;
  for (double number : tensor.numbers) numbers.push_back(wholeNumber(number));
  return numbers;
}

Folded foldShape(const Shape& shape, const OnnxNode& node) {
  const std::int64_t rank = static_cast<std::int64_t>(shape.size());
  const auto place = [&](std::int64_t axis) {
    return std::clamp(axis < 0 ? axis + rank : axis, std::int64_t{0}, rank);
  };
  const std::int64_t start = place(attributeOr(node, "start", std::int64_t{0}));
  const std::int64_t end = std::max(start, place(attributeOr(node, "end", rank)));
  SmallTensor sizes{.shape = {end - start}, .numbers = {}};
  for (std::int64_t axis = start; axis < end; ++axis)
    sizes.numbers.push_back(static_cast<double>(shape[static_cast<std::size_t>(axis)]));
  return sizes;
}

Folded foldGather(const OnnxNode& node, const std::vector<SmallTensor>& inputs) {
  if (inputs.size() != 2) return std::nullopt;
  const auto axis = frontAxis(attributeOr(node, "axis", std::int64_t{0}), inputs[0].shape.size());
  if (!axis) return std::nullopt;
  const std::int64_t size = inputs[0].shape[*axis];
  Shape picked = wholeNumbersOf(inputs[1]);
  for (std::int64_t& index : picked) {
    if (index < -size || index >= size) return std::nullopt;
    index += index < 0 ? size : 0;
  }
  return pickedAlong(inputs[0], *axis, picked);
}

/// Indices that a Slice picks along an axis of `size` elements.
Shape slicedIndices(std::int64_t size, std::int64_t start, std::int64_t end, std::int64_t step) {
  const auto place = [&](std::int64_t index, std::int64_t low, std::int64_t high) {
    return std::clamp(index < 0 ? index + size : index, low, high);
  };
  Shape picked;
  if (size == 0) return picked;
  if (step > 0)
    for (std::int64_t at = place(start, 0, size); at < place(end, 0, size); at += std::min(step, size))
      picked.push_back(at);
  else
    for (std::int64_t at = place(start, 0, size - 1); at > place(end, -1, size - 1); at += std::max(step, -size))
      picked.push_back(at);
  return picked;
}

Folded foldSlice(const OnnxNode& node, const std::vector<SmallTensor>& inputs) {
  const auto given = [&](std::size_t input, const char* attribute) {
    return inputs.size() > input ? wholeNumbersOf(inputs[input]) : attributeOr(node, attribute, Shape{});
  };
  const Shape starts = given(1, "starts"), ends = given(2, "ends"), steps = given(4, "steps");
  Shape axes = given(3, "axes");
  if (axes.empty()) {
    axes.resize(starts.size());
    std::iota(axes.begin(), axes.end(), std::int64_t{0});
  }
  if (ends.size() != starts.size() || axes.size() != starts.size()) return std::nullopt;
  SmallTensor result = inputs[0];
  for (std::size_t entry = 0; entry < starts.size(); ++entry) {
    const auto axis = frontAxis(axes[entry], result.shape.size());
    const std::int64_t step = entry < steps.size() ? steps[entry] : 1;
    // A negative end beyond the front means that the first element is taken too; INT64_MIN says so.
    const std::int64_t end =
        step < 0 && axis && ends[entry] < -result.shape[*axis] ? -result.shape[*axis] - 1 : ends[entry];
    if (!axis || step == 0) return std::nullopt;
    result = pickedAlong(result, *axis, slicedIndices(result.shape[*axis], starts[entry], end, step));
  }
  return result;
}

Folded foldSplit(const OnnxNode& node, const std::vector<SmallTensor>& inputs, std::size_t output, const Shape& shape) {
  const auto axis = frontAxis(attributeOr(node, "axis", std::int64_t{0}), inputs[0].shape.size());
  if (!axis || shape.size() != inputs[0].shape.size()) return std::nullopt;
  const Shape sizes = inputs.size() > 1 ? wholeNumbersOf(inputs[1]) : attributeOr(node, "split", Shape{});
  const std::int64_t equal = (inputs[0].shape[*axis] + static_cast<std::int64_t>(node.outputs.size()) - 1) /
                             static_cast<std::int64_t>(node.outputs.size());
  std::int64_t begin = 0;
  for (std::size_t earlier = 0; earlier < output; ++earlier) begin += earlier < sizes.size() ? sizes[earlier] : equal;
  if (begin < 0 || begin + shape[*axis] > inputs[0].shape[*axis]) return std::nullopt;
  Shape picked(static_cast<std::size_t>(shape[*axis]));
  std::iota(picked.begin(), picked.end(), begin);
  return pickedAlong(inputs[0], *axis, picked);
}

Folded foldTranspose(const OnnxNode& node, const SmallTensor& input) {
  Shape axes(input.shape.size());
  std::iota(axes.rbegin(), axes.rend(), std::int64_t{0});
  axes = attributeOr(node, "perm", axes);
  std::vector<std::size_t> permutation;
  for (std::int64_t axis : axes)
    if (const auto front = frontAxis(axis, input.shape.size())) permutation.push_back(*front);
  std::vector<std::size_t> sorted = permutation;
  std::ranges::sort(sorted);
  for (std::size_t axis = 0; axis < sorted.size(); ++axis)
    if (sorted[axis] != axis) return std::nullopt;
  if (permutation.size() != input.shape.size()) return std::nullopt;
  return permuted(input, permutation);
}

Folded foldRange(const std::vector<SmallTensor>& inputs) {
  if (inputs.size() != 3) return std::nullopt;
  for (const SmallTensor& input : inputs)
    if (input.numbers.size() != 1) return std::nullopt;
  const double start = inputs[0].numbers[0], end = inputs[1].numbers[0], step = inputs[2].numbers[0];
  const double count = step == 0 ? -1 : std::ceil((end - start) / step);
  if (!(count >= 0 && count <= static_cast<double>(kMostFoldedElements))) return std::nullopt;
  SmallTensor numbers{.shape = {static_cast<std::int64_t>(count)}, .numbers = {}};
  for (double index = 0; index < count; ++index) numbers.numbers.push_back(start + index * step);
  return numbers;
}

/// The operators that take all elements of some axes together.
Folded foldReduction(const OnnxGraph& graph, const OnnxNode& node, const SmallTensor& input) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const std::vector<std::size_t> axes = reducedAxes(graph, node, input.shape.size());
  const auto over = [&](double start, const std::function<double(double, double)>& combine) {
    return reducedAlong(input, axes, start, combine);
  };
  if (node.operation == "ReduceProd") return over(1, std::multiplies<double>());
  if (node.operation == "ReduceSum") return over(0, std::plus<double>());
  if (node.operation == "ReduceMax") return over(-kInfinity, [](double a, double b) { return std::max(a, b); });
  if (node.operation == "ReduceMin") return over(kInfinity, [](double a, double b) { return std::min(a, b); });
  return std::nullopt;
}

using Arithmetic = std::function<double(Elements)>;

double modulo(double a, double b) {
  return b == 0 ? 0 : a - b * std::floor(a / b);
}

double truth(bool holds) {
  return holds ? 1 : 0;
}

/// By operator: number of operands, and what it computes. Division is separate: it depends on the elements.
struct Operation {
  std::size_t operands;
  Arithmetic compute;
};

std::map<std::string, Operation> arithmeticOfOne() {
  return {{"Neg", {1, [](Elements x) { return -x[0]; }}},
          {"Abs", {1, [](Elements x) { return std::abs(x[0]); }}},
          {"Floor", {1, [](Elements x) { return std::floor(x[0]); }}},
          {"Ceil", {1, [](Elements x) { return std::ceil(x[0]); }}},
          {"Round", {1, [](Elements x) { return std::nearbyint(x[0]); }}},
          {"Sqrt", {1, [](Elements x) { return std::sqrt(x[0]); }}},
          {"Reciprocal", {1, [](Elements x) { return 1 / x[0]; }}},
          {"Exp", {1, [](Elements x) { return std::exp(x[0]); }}},
          {"Log", {1, [](Elements x) { return std::log(x[0]); }}},
          {"Not", {1, [](Elements x) { return truth(x[0] == 0); }}}};
}

std::map<std::string, Operation> arithmeticOfMore() {
  return {{"Add", {2, [](Elements x) { return x[0] + x[1]; }}},
          {"Sub", {2, [](Elements x) { return x[0] - x[1]; }}},
          {"Mul", {2, [](Elements x) { return x[0] * x[1]; }}},
          {"Pow", {2, [](Elements x) { return std::pow(x[0], x[1]); }}},
          {"Mod", {2, [](Elements x) { return modulo(x[0], x[1]); }}},
          {"Max", {2, [](Elements x) { return std::max(x[0], x[1]); }}},
          {"Min", {2, [](Elements x) { return std::min(x[0], x[1]); }}},
          {"Equal", {2, [](Elements x) { return truth(x[0] == x[1]); }}},
          {"Less", {2, [](Elements x) { return truth(x[0] < x[1]); }}},
          {"LessOrEqual", {2, [](Elements x) { return truth(x[0] <= x[1]); }}},
          {"Greater", {2, [](Elements x) { return truth(x[0] > x[1]); }}},
          {"GreaterOrEqual", {2, [](Elements x) { return truth(x[0] >= x[1]); }}},
          {"And", {2, [](Elements x) { return truth(x[0] != 0 && x[1] != 0); }}},
          {"Or", {2, [](Elements x) { return truth(x[0] != 0 || x[1] != 0); }}},
          {"Xor", {2, [](Elements x) { return truth((x[0] != 0) != (x[1] != 0)); }}},
          {"Where", {3, [](Elements x) { return x[0] != 0 ? x[1] : x[2]; }}}};
}

const std::map<std::string, Operation>& arithmetic() {
  static const std::map<std::string, Operation> kOperators = [] {
    std::map<std::string, Operation> all = arithmeticOfOne();
    all.merge(arithmeticOfMore());
    return all;
  }();
  return kOperators;
}

Folded foldArithmetic(const OnnxNode& node, const std::vector<SmallTensor>& inputs, bool isWhole) {
  if (node.operation == "Div" && inputs.size() == 2)
    return combined(inputs, [&](Elements x) {
      if (!isWhole) return x[0] / x[1];
      return x[1] == 0 ? 0 : std::trunc(x[0] / x[1]);
    });
  const auto operation = arithmetic().find(node.operation);
  if (operation == arithmetic().end() || operation->second.operands != inputs.size()) return std::nullopt;
  return combined(inputs, operation->second.compute);
}

Folded filled(const Shape& shape, double number) {
  const auto elements = elementCount(shape);
  if (!elements) return std::nullopt;
  return SmallTensor{.shape = shape, .numbers = std::vector<double>(static_cast<std::size_t>(*elements), number)};
}

/// What ConstantOfShape fills with; none if that is no whole number and not kept.
std::optional<double> fillOf(const OnnxNode& node) {
  const auto found = node.attributes.find("value");
  if (found == node.attributes.end()) return 0;
  if (const auto* numbers = std::get_if<Shape>(&found->second); numbers != nullptr && !numbers->empty())
    return static_cast<double>(numbers->front());
  return std::nullopt;
}

Folded foldKnown(const OnnxGraph& graph, const OnnxNode& node, const std::vector<SmallTensor>& inputs,
                 std::size_t output, const Shape& shape, bool isWhole) {
  const std::string& operation = node.operation;
  if (operation == "Split") return foldSplit(node, inputs, output, shape);
  if (output > 0) return std::nullopt;
  if (operation == "Gather") return foldGather(node, inputs);
  if (operation == "Slice") return foldSlice(node, inputs);
  if (operation == "Range") return foldRange(inputs);
  if (operation == "Transpose") return foldTranspose(node, inputs[0]);
  if (operation.starts_with("Reduce")) return foldReduction(graph, node, inputs[0]);
  if (operation == "Concat") {
    const auto axis = frontAxis(attributeOr(node, "axis", std::int64_t{0}), inputs[0].shape.size());
    return axis ? joinedAlong(inputs, *axis) : std::nullopt;
  }
  if (operation == "Expand") {
    const auto ones = filled(shape, 1);
    if (!ones) return std::nullopt;
    return combined(std::vector<SmallTensor>{inputs[0], *ones}, [](Elements x) { return x[0]; });
  }
  if (operation == "ConstantOfShape") {
    const auto fill = fillOf(node);
    return fill ? filled(shape, *fill) : std::nullopt;
  }
  for (const char* same : {"Identity", "Cast", "CastLike", "Squeeze", "Unsqueeze", "Reshape", "Flatten"})
    if (operation == same) return inputs[0];
  return foldArithmetic(node, inputs, isWhole);
}

}  // namespace

std::int64_t wholeNumber(double number) {
  constexpr double kLargest = 9.2e18;
  if (std::isnan(number)) return 0;
  if (number >= kLargest) return std::numeric_limits<std::int64_t>::max();
  if (number <= -kLargest) return std::numeric_limits<std::int64_t>::min();
  return static_cast<std::int64_t>(number);
}

std::optional<std::vector<double>> foldedContents(const OnnxGraph& graph, const OnnxNode& node, std::size_t output,
                                                  const Shape& shape, bool isWhole) {
  const auto elements = elementCount(shape);
  if (!node.domain.empty() || !elements || *elements > kMostFoldedElements) return std::nullopt;
  Folded folded;
  if ((node.operation == "Shape" || node.operation == "Size") && !node.inputs.empty()) {
    const auto value = graph.values.find(node.inputs[0]);
    if (value == graph.values.end()) return std::nullopt;
    if (node.operation == "Shape")
      folded = foldShape(value->second.shape, node);
    else if (const auto size = elementCount(value->second.shape))
      folded = filled({}, static_cast<double>(*size));
  } else if (const auto inputs = knownInputs(graph, node); inputs && !inputs->empty()) {
    folded = foldKnown(graph, node, *inputs, output, shape, isWhole);
  }
  // A result that does not fill the output's shape was computed on wrong assumptions.
  if (!folded || static_cast<std::int64_t>(folded->numbers.size()) != *elements) return std::nullopt;
  return std::move(folded->numbers);
}

}  // namespace fusewright
