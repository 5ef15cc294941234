#include "core/io/onnx/shape_rules.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

#include "core/io/onnx/einsum_equation.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;
using Shapes = std::optional<std::vector<Shape>>;

/// Shapes of all inputs; none if one is left out.
std::optional<std::vector<Shape>> inputShapes(const OnnxGraph& graph, const OnnxNode& node) {
  std::vector<Shape> shapes;
  for (const std::string& input : node.inputs) {
    const auto value = graph.values.find(input);
    if (value == graph.values.end()) return std::nullopt;
    shapes.push_back(value->second.shape);
  }
  return shapes;
}

Shapes einsumShapes(const OnnxGraph& graph, const OnnxNode& node) {
  const auto inputs = inputShapes(graph, node);
  if (!inputs) return std::nullopt;
  std::vector<std::size_t> ranks;
  for (const Shape& input : *inputs) ranks.push_back(input.size());
  const auto equation = parseEinsum(attributeOr(node, "equation", std::string()), ranks);
  if (!equation) return std::nullopt;
  Shape output;
  for (char label : equation->output) {
    const auto size = labelSize(*equation, label, *inputs);
    if (!size) return std::nullopt;
    output.push_back(*size);
  }
  return std::vector<Shape>{output};
}

/// y [B, L, ED] and the last state [B, ED, N] from dA [B, L, ED, N].
Shapes scanShapes(const OnnxGraph& graph, const OnnxNode& node) {
  const auto inputs = inputShapes(graph, node);
  if (!inputs || (*inputs)[0].size() != 4) return std::nullopt;
  const Shape& decay = (*inputs)[0];
  return std::vector<Shape>{{decay[0], decay[1], decay[2]}, {decay[0], decay[2], decay[3]}};
}

/// Y and the last states of an LSTM, GRU or RNN; libonnx 1.12 ignores the attribute `layout`.
Shapes recurrentShapes(const OnnxGraph& graph, const OnnxNode& node) {
  if (node.inputs.size() < 3) return std::nullopt;
  const auto x = graph.values.find(node.inputs[0]);
  const auto r = graph.values.find(node.inputs[2]);
  if (x == graph.values.end() || r == graph.values.end()) return std::nullopt;
  const Shape& data = x->second.shape;
  const Shape& weight = r->second.shape;
  if (data.size() != 3 || weight.size() != 3) return std::nullopt;
  const std::int64_t directions = weight[0], hidden = weight[2];
  if (attributeOr(node, "layout", std::int64_t{0}) == 0) {
    const Shape state{directions, data[1], hidden};
    return std::vector<Shape>{{data[0], directions, data[1], hidden}, state, state};
  }
  const Shape state{data[0], directions, hidden};
  return std::vector<Shape>{{data[0], data[1], directions, hidden}, state, state};
}

/// DeformConv, which libonnx 1.12 does not know: the formula of Conv.
Shapes deformConvShapes(const OnnxGraph& graph, const OnnxNode& node) {
  const auto inputs = inputShapes(
      graph, {.name = {}, .operation = {}, .domain = {}, .inputs = {node.inputs.begin(), node.inputs.begin() + 2}});
  if (!inputs || (*inputs)[0].size() < 3 || (*inputs)[1].size() != (*inputs)[0].size()) return std::nullopt;
  const std::size_t axes = (*inputs)[0].size() - 2;
  const Shape strides = attributeOr(node, "strides", Shape(axes, 1));
  const Shape dilations = attributeOr(node, "dilations", Shape(axes, 1));
  const Shape pads = attributeOr(node, "pads", Shape(2 * axes, 0));
  if (strides.size() != axes || dilations.size() != axes || pads.size() != 2 * axes) return std::nullopt;
  Shape output{(*inputs)[0][0], (*inputs)[1][0]};
  for (std::size_t axis = 0; axis < axes; ++axis) {
    constexpr std::int64_t kLargest = std::int64_t{1} << 20;
    for (std::int64_t number : {strides[axis], dilations[axis], pads[axis], pads[axes + axis]})
      if (number < 0 || number > kLargest) return std::nullopt;
    const std::int64_t room =
        (*inputs)[0][2 + axis] + pads[axis] + pads[axes + axis] - dilations[axis] * ((*inputs)[1][2 + axis] - 1) - 1;
    if (room < 0 || strides[axis] < 1) return std::nullopt;
    output.push_back(room / strides[axis] + 1);
  }
  return std::vector<Shape>{output};
}

Shapes reductionShapes(const OnnxGraph& graph, const OnnxNode& node) {
  const auto value = graph.values.find(node.inputs.at(0));
  if (value == graph.values.end()) return std::nullopt;
  if (!knowsReducedAxes(graph, node)) return std::nullopt;
  const std::vector<std::size_t> reduced = reducedAxes(graph, node, value->second.shape.size());
  Shape output;
  for (std::size_t axis = 0; axis < value->second.shape.size(); ++axis) {
    if (!std::ranges::binary_search(reduced, axis))
      output.push_back(value->second.shape[axis]);
    else if (attributeOr(node, "keepdims", std::int64_t{1}) != 0)
      output.push_back(1);
  }
  return std::vector<Shape>{output};
}

/// Parts of equal size, the last one smaller (opset 18), unless the sizes are given: those libonnx knows.
Shapes splitShapes(const OnnxGraph& graph, const OnnxNode& node) {
  if (node.attributes.contains("split") || (node.inputs.size() > 1 && !node.inputs[1].empty())) return std::nullopt;
  const auto value = graph.values.find(node.inputs.at(0));
  if (value == graph.values.end()) return std::nullopt;
  const auto axis = frontAxis(attributeOr(node, "axis", std::int64_t{0}), value->second.shape.size());
  if (!axis || node.outputs.empty()) return std::nullopt;
  const std::int64_t parts = static_cast<std::int64_t>(node.outputs.size());
  const std::int64_t size = value->second.shape[*axis];
  const std::int64_t part = (size + parts - 1) / parts;
  std::vector<Shape> shapes(node.outputs.size(), value->second.shape);
  for (std::int64_t index = 0; index < parts; ++index)
    shapes[static_cast<std::size_t>(index)][*axis] = std::clamp(size - index * part, std::int64_t{0}, part);
  return shapes;
}

/// Rank of input number `index`; none if it is left out.
std::optional<std::size_t> inputRank(const OnnxGraph& graph, const OnnxNode& node, std::size_t index) {
  if (index >= node.inputs.size()) return std::nullopt;
  const auto value = graph.values.find(node.inputs[index]);
  return value == graph.values.end() ? std::nullopt : std::optional(value->second.shape.size());
}

/// Inputs whose axes libonnx reads without asking whether they are there, in some version of the operator.
bool hasRanksTakenForGranted(const OnnxGraph& graph, const OnnxNode& node) {
  struct Taken {
    std::string_view operation;
    std::size_t input;
    std::size_t rank;
  };
  constexpr std::array<Taken, 7> kTaken{
      {{"Gemm", 0, 2}, {"Gemm", 1, 2}, {"RNN", 0, 3}, {"GRU", 0, 3}, {"LSTM", 0, 3}, {"STFT", 0, 3}, {"STFT", 2, 1}}};
  return std::ranges::all_of(kTaken, [&](const Taken& taken) {
    if (node.operation != taken.operation) return true;
    const bool leftOut = taken.input >= node.inputs.size() || node.inputs[taken.input].empty();
    return leftOut || inputRank(graph, node, taken.input) == taken.rank;
  });
}

/// Whether attribute `name` is absent or a list of `length` numbers of a sensible size.
bool hasLength(const OnnxNode& node, const std::string& name, std::size_t length) {
  constexpr std::int64_t kLargest = std::int64_t{1} << 20;
  const auto found = node.attributes.find(name);
  if (found == node.attributes.end()) return true;
  const Shape* values = std::get_if<Shape>(&found->second);
  return values && values->size() == length &&
         std::ranges::all_of(*values, [](std::int64_t value) { return value >= -kLargest && value <= kLargest; });
}

/// Whether products of two whole numbers of attributes stay products; libonnx divides by some. Slices end anywhere.
bool isModest(const OnnxNode& node) {
  constexpr auto kModest = [](std::int64_t value) { return value > INT32_MIN && value <= INT32_MAX; };
  return node.operation == "Slice" || std::ranges::all_of(node.attributes, [&](const auto& attribute) {
           if (const auto* value = std::get_if<std::int64_t>(&attribute.second)) return kModest(*value);
           const auto* values = std::get_if<Shape>(&attribute.second);
           return !values || std::ranges::all_of(*values, kModest);
         });
}

bool isPositive(const OnnxNode& node, const std::string& name) {
  const Shape values = attributeOr(node, name, Shape{});
  return std::ranges::all_of(values, [](std::int64_t value) { return value > 0; });
}

/// Input with the kernel of a convolution; none for pooling.
std::optional<std::size_t> kernelInput(const OnnxNode& node) {
  if (node.operation.find("Conv") == std::string::npos) return std::nullopt;
  return node.operation.starts_with("QLinear") ? 3 : 1;
}

}  // namespace

bool isSafeForLibrary(const OnnxGraph& graph, const OnnxNode& node) {
  if (!hasRanksTakenForGranted(graph, node) || !isModest(node)) return false;
  if (node.operation == "LayerNormalization") {  // it writes beyond the axes of its input
    const auto rank = inputRank(graph, node, 0);
    return rank && frontAxis(attributeOr(node, "axis", std::int64_t{-1}), *rank);
  }
  const bool pools = node.operation.find("Pool") != std::string::npos || node.operation == "MaxUnpool";
  const auto kernel = kernelInput(node);
  if (!pools && !kernel) return true;
  const auto rank = inputRank(graph, node, 0);
  if (!rank || *rank < 3 || (kernel && inputRank(graph, node, *kernel) != rank)) return false;
  const std::size_t axes = *rank - 2;
  for (const char* name : {"strides", "dilations", "kernel_shape"})
    if (!hasLength(node, name, axes) || !isPositive(node, name)) return false;
  for (const char* name : {"output_padding", "output_shape"})
    if (!hasLength(node, name, axes)) return false;
  return hasLength(node, "pads", 2 * axes);
}

bool isReduction(const OnnxNode& node) {
  return node.domain.empty() && !node.inputs.empty() &&
         (node.operation.starts_with("Reduce") || node.operation == "ArgMax" || node.operation == "ArgMin");
}

bool knowsReducedAxes(const OnnxGraph& graph, const OnnxNode& node) {
  return node.inputs.size() < 2 || node.inputs[1].empty() || inputContents(graph, node, 1);
}

bool isScan(const OnnxNode& node) {
  return node.operation == "SSM" && !node.domain.empty() && node.inputs.size() == 4;
}

std::vector<std::size_t> reducedAxes(const OnnxGraph& graph, const OnnxNode& node, std::size_t rank) {
  Shape axes;
  if (node.operation.starts_with("Arg"))
    axes = {attributeOr(node, "axis", std::int64_t{0})};
  else if (const auto given = inputContents(graph, node, 1))
    axes = *given;
  else
    axes = attributeOr(node, "axes", Shape{});
  std::vector<std::size_t> reduced;
  for (std::int64_t axis : axes)
    if (const auto front = frontAxis(axis, rank)) reduced.push_back(*front);
  if (axes.empty() && attributeOr(node, "noop_with_empty_axes", std::int64_t{0}) == 0) {
    reduced.resize(rank);
    std::iota(reduced.begin(), reduced.end(), std::size_t{0});
  }
  std::ranges::sort(reduced);
  reduced.erase(std::unique(reduced.begin(), reduced.end()), reduced.end());
  return reduced;
}

Shapes shapesByRule(const OnnxGraph& graph, const OnnxNode& node) {
  if (isScan(node)) return scanShapes(graph, node);
  if (isReduction(node)) return reductionShapes(graph, node);
  if (!node.domain.empty()) return std::nullopt;
  if (node.operation == "Einsum") return einsumShapes(graph, node);
  if (node.operation == "DeformConv" && node.inputs.size() > 1) return deformConvShapes(graph, node);
  if (node.operation == "LSTM" || node.operation == "GRU" || node.operation == "RNN")
    return recurrentShapes(graph, node);
  if (node.operation == "Split" && !node.inputs.empty()) return splitShapes(graph, node);
  return std::nullopt;
}

std::optional<Shape> broadcastShape(const OnnxGraph& graph, const OnnxNode& node) {
  Shape result;
  bool any = false;
  for (const std::string& input : node.inputs) {
    const auto value = graph.values.find(input);
    if (value == graph.values.end()) continue;
    any = true;
    const Shape& shape = value->second.shape;
    if (shape.size() > result.size()) result.insert(result.begin(), shape.size() - result.size(), 1);
    for (std::size_t back = 1; back <= shape.size(); ++back) {
      std::int64_t& size = result[result.size() - back];
      const std::int64_t other = shape[shape.size() - back];
      if (size != other && size != 1 && other != 1) return std::nullopt;
      size = size == 1 ? other : size;
    }
  }
  return any ? std::optional(result) : std::nullopt;
}

}  // namespace fusewright
