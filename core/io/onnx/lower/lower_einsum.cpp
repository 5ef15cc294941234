// Einsum: one loop per letter (METHOD A1); of more than two inputs two at a time, from left to right.

#include <algorithm>

#include <fmt/format.h>

#include "core/io/onnx/einsum_equation.h"
#include "core/io/onnx/lower/lowering.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

/// Shapes of all inputs; none if one is left out.
std::optional<std::vector<Shape>> inputShapes(const LoweringSite& site) {
  std::vector<Shape> shapes;
  for (const auto& input : site.inputs) {
    if (!input) return std::nullopt;
    shapes.push_back(site.tensor(*input).shape);
  }
  return shapes;
}

/// A tensor with a label for each axis.
struct Labelled {
  TensorId tensor;
  std::string labels;
  int precision = 32;
};

/// The layers of an Einsum, one for every pair of inputs.
class EinsumLayers {
 public:
  EinsumLayers(const LoweringSite& site, const EinsumEquation& equation, const std::vector<Shape>& shapes)
      : site_(site), equation_(equation), shapes_(shapes) {
    const bool two = equation.inputs.size() > 1;
    bits_ = operandPrecisions(site, 0, two ? std::optional<std::size_t>(1) : std::nullopt);
  }

  Lowered lower() {
    Labelled left{*site_.inputs[0], equation_.inputs[0], bits_.i};
    const std::size_t count = equation_.inputs.size();
    if (count == 1) addLayer(left, std::nullopt, {*site_.outputs[0], equation_.output, bits_.o});
    for (std::size_t input = 1; input < count; ++input) {
      const int bits = input == 1 ? bits_.w : operandPrecisions(site_, 0, input).w;
      const Labelled right{*site_.inputs[input], equation_.inputs[input], bits};
      const bool last = input + 1 == count;
      const Labelled made = last ? Labelled{*site_.outputs[0], equation_.output, bits_.o} : between(left, right, input);
      addLayer(left, right, made);
      left = {made.tensor, made.labels, bits_.i};
    }
    return std::move(lowered_);
  }

 private:
  [[nodiscard]] std::int64_t sizeOf(char label) const { return labelSize(equation_, label, shapes_).value_or(1); }

  /// What of `left` and `right` later inputs or the output need.
  Labelled between(const Labelled& left, const Labelled& right, std::size_t input) {
    std::string needed = equation_.output;
    for (std::size_t later = input + 1; later < equation_.inputs.size(); ++later) needed += equation_.inputs[later];
    std::string labels;
    Shape shape;
    for (char label : left.labels + right.labels) {
      if (needed.find(label) == std::string::npos || labels.find(label) != std::string::npos) continue;
      labels.push_back(label);
      shape.push_back(sizeOf(label));
    }
    lowered_.tensors.push_back(
        {.name = fmt::format("{}/part{}", site_.node.name, input), .shape = std::move(shape), .precision = bits_.o});
    return {TensorId(site_.firstTensor() + lowered_.tensors.size() - 1), std::move(labels), bits_.o};
  }

  /// `labels` as axes over the loops called `loops`; an axis of size 1 is repeated along its loop.
  [[nodiscard]] Operand operand(OperandRole role, const Labelled& of, const std::string& loops) const {
    Operand made{.role = role, .tensor = of.tensor, .axes = {}, .precision = of.precision};
    const auto given = std::ranges::find(site_.inputs, std::optional(of.tensor));
    for (std::size_t axis = 0; axis < of.labels.size(); ++axis) {
      const std::int64_t size =
          given == site_.inputs.end() ? sizeOf(of.labels[axis]) : site_.tensor(of.tensor).shape[axis];
      made.axes.push_back({.terms = {{.dim = static_cast<int>(loops.find(of.labels[axis])), .stride = 1}},
                           .offset = 0,
                           .broadcast = size == 1 && sizeOf(of.labels[axis]) != 1});
    }
    return made;
  }

  void addLayer(const Labelled& left, const std::optional<Labelled>& right, const Labelled& made) {
    std::string loops;
    for (char label : left.labels + (right ? right->labels : std::string()))
      if (loops.find(label) == std::string::npos) loops.push_back(label);
    const bool sums = made.labels.size() < loops.size();
    Layer layer = emptyLayer(site_, LayerKind::Compute, sums ? OperatorClass::Contraction : OperatorClass::Elementwise);
    if (made.tensor != site_.outputs[0]) layer.name = fmt::format("{}/{}", layer.name, lowered_.layers.size());
    for (char label : loops) layer.dims.push_back({.name = loopName(equation_, label), .size = sizeOf(label)});
    layer.inputs.push_back(operand(OperandRole::I, left, loops));
    layer.inputs.push_back(right ? operand(OperandRole::W, *right, loops) : missingOperand(bits_.w));
    layer.output = operand(OperandRole::O, made, loops);
    lowered_.layers.push_back(std::move(layer));
  }

  const LoweringSite& site_;
  const EinsumEquation& equation_;
  const std::vector<Shape>& shapes_;
  OperandPrecisions bits_;
  Lowered lowered_;
};

}  // namespace

Result<Lowered> lowerEinsum(const LoweringSite& site) {
  const std::optional<std::vector<Shape>> shapes = inputShapes(site);
  if (!shapes || shapes->empty() || site.outputs.empty() || !site.outputs[0])
    return unfit(site, "lacks an input or output");
  std::vector<std::size_t> ranks;
  for (const Shape& shape : *shapes) ranks.push_back(shape.size());
  const std::string text = attributeOr(site.node, "equation", std::string());
  const auto equation = parseEinsum(text, ranks);
  if (!equation || site.tensor(*site.outputs[0]).shape.size() != equation->output.size())
    return unfit(site, fmt::format("its equation '{}' does not fit its inputs or output", text));
  for (char label : equation->labels())
    if (!labelSize(*equation, label, *shapes))
      return unfit(site, fmt::format("axes labelled '{}' differ in size", label));
  return EinsumLayers(site, *equation, *shapes).lower();
}

}  // namespace fusewright
