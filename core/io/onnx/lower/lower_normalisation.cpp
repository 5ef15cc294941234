// Normalisations as what they are: each row (or channel, or group) is reduced to its mean and variance, and only then
// can its elements be scaled. BatchNormalization is none of these when a model runs: its statistics are weights.

#include <algorithm>
#include <numeric>

#include "core/io/onnx/lower/lowering.h"
#include "core/io/onnx/lower/row_layers.h"
#include "core/io/onnx/lower/step_writer.h"
#include "core/io/onnx/lower/window_nest.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

/// What a normalisation divides by, and what it scales with afterwards.
struct Form {
  std::vector<std::size_t> reduced;    ///< axes of a row
  bool centred = true;                 ///< whether the mean is taken off first
  std::optional<TensorId> scale = {};  ///< a parameter
  std::vector<Axis> scaleAxes = {};
};

std::vector<std::size_t> axesFrom(std::size_t first, std::size_t rank) {
  std::vector<std::size_t> axes(rank - std::min(first, rank));
  std::iota(axes.begin(), axes.end(), first);
  return axes;
}

std::optional<TensorId> given(const LoweringSite& site, std::size_t input) {
  return input < site.node.inputs.size() ? site.inputs[input] : std::nullopt;
}

/// Mean, variance, (x - mean) / deviation: from `from`, of the shape that `layers` has, to `to`.
void addNormalised(RowLayers& layers, bool centred, TensorId from, TensorId to) {
  const int bits = layers.bits().i;
  const TensorId variance = layers.rows("variance");
  if (!centred) {
    layers.reduce({.part = "square", .operation = "ReduceSumSquare", .from = from, .precision = bits}, variance);
    layers.combine({.part = "div", .operation = "Div", .from = from, .precision = bits, .rows = variance}, to);
    return;
  }
  const TensorId mean = layers.rows("mean");
  layers.reduce({.part = "mean", .operation = "ReduceMean", .from = from, .precision = bits}, mean);
  layers.reduce({.part = "variance", .operation = "ReduceSumSquare", .from = from, .precision = bits, .rows = mean},
                variance);
  layers.combine({.part = "div", .operation = "Div", .from = from, .precision = bits, .rows = variance, .also = {mean}},
                 to);
}

/// `scale` along the last axes of the elements, or along axis 1.
Form withScale(const LoweringSite& site, Form form, std::size_t input, std::size_t rank, std::optional<int> channel) {
  const auto scale = given(site, input);
  if (!scale) return form;
  const Shape& shape = site.tensor(*scale).shape;
  if (shape.size() > rank || (channel && shape.size() != 1)) return form;
  const Shape& elements = site.tensor(*site.inputs[0]).shape;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    const int loop = channel ? *channel : static_cast<int>(rank - shape.size() + axis);
    const std::int64_t size = elements[static_cast<std::size_t>(loop)];
    if (shape[axis] != 1 && shape[axis] != size) return form;
    form.scaleAxes.push_back(axisAlong(loop));
    form.scaleAxes.back().broadcast = shape[axis] == 1 && size != 1;
  }
  form.scale = scale;
  return form;
}

std::optional<Form> formOf(const LoweringSite& site, std::size_t rank) {
  const std::string& operation = site.node.operation;
  if (operation == "InstanceNormalization")
    return rank < 3 ? std::nullopt : std::optional(withScale(site, {.reduced = axesFrom(2, rank)}, 1, rank, 1));
  if (operation == "MeanVarianceNormalization" || operation == "LpNormalization") {
    const bool centred = operation == "MeanVarianceNormalization";
    const Shape fallback = centred ? Shape{0, 2, 3} : Shape{attributeOr(site.node, "axis", std::int64_t{-1})};
    Form form{.reduced = {}, .centred = centred};
    for (std::int64_t axis : attributeOr(site.node, "axes", fallback)) {
      const auto front = frontAxis(axis, rank);
      if (!front) return std::nullopt;
      form.reduced.push_back(*front);
    }
    std::ranges::sort(form.reduced);
    return form;
  }
  const auto axis = frontAxis(attributeOr(site.node, "axis", std::int64_t{-1}), rank);
  if (!axis) return std::nullopt;
  const bool skips = operation.starts_with("Skip");
  const bool centred = operation.find("Simplified") == std::string::npos && operation != "RMSNormalization";
  return withScale(site, {.reduced = axesFrom(*axis, rank), .centred = centred}, skips ? 2 : 1, rank, std::nullopt);
}

}  // namespace

Result<Lowered> lowerNormalisation(const LoweringSite& site) {
  if (site.outputs.empty() || !site.outputs[0] || site.inputs.empty() || !site.inputs[0])
    return unfit(site, "lacks an input or output");
  TensorId input = *site.inputs[0];
  const TensorId output = *site.outputs[0];
  const Shape& shape = site.tensor(input).shape;
  const auto form = shape.empty() ? std::nullopt : formOf(site, shape.size());
  if (!form || site.tensor(output).shape != shape) return lowerByTraffic(site);
  RowLayers layers(site, shape, form->reduced);
  if (site.node.operation.starts_with("Skip")) {
    const auto skip = given(site, 1);
    if (!skip || site.tensor(*skip).shape != shape) return lowerByTraffic(site);
    const bool isOutput = site.outputs.size() > 3 && site.outputs[3];
    const TensorId sum = isOutput ? *site.outputs[3] : layers.elements("sum");
    std::vector<Axis> axes;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) axes.push_back(axisAlong(static_cast<int>(axis)));
    layers.scale({.part = "sum", .operation = "Add", .from = input, .by = skip, .axes = axes}, sum);
    input = sum;
  }
  const TensorId normalised = form->scale ? layers.elements("normalised") : output;
  addNormalised(layers, form->centred, input, normalised);
  if (form->scale)
    layers.scale({.part = "scale", .operation = "Mul", .from = normalised, .by = form->scale, .axes = form->scaleAxes},
                 output);
  return std::move(layers).finished();
}

Result<Lowered> lowerGroupNormalisation(const LoweringSite& site) {
  if (site.outputs.empty() || !site.outputs[0] || site.inputs.empty() || !site.inputs[0])
    return unfit(site, "lacks an input or output");
  const TensorId input = *site.inputs[0];
  const TensorId output = *site.outputs[0];
  const Shape& shape = site.tensor(input).shape;
  const std::int64_t groups = attributeOr(site.node, "num_groups", std::int64_t{0});
  if (shape.size() < 2 || shape.size() >= kMaxRank || groups < 1 || shape[1] % groups != 0 ||
      site.tensor(output).shape != shape)
    return lowerByTraffic(site);
  Shape grouped = shape;
  grouped[1] = shape[1] / groups;
  grouped.insert(grouped.begin() + 1, groups);
  RowLayers layers(site, grouped, axesFrom(2, grouped.size()));
  const TensorId seen = layers.elements("grouped");
  const TensorId normalised = layers.elements("normalised");
  layers.reshape("grouped", input, seen);
  addNormalised(layers, true, seen, normalised);
  const auto scale = given(site, 1);
  const bool perChannel = scale && site.tensor(*scale).shape == Shape{shape[1]};
  const bool perGroup = scale && site.tensor(*scale).shape == Shape{groups};
  if (!perChannel && !perGroup) {
    layers.reshape("ungrouped", normalised, output);
    return std::move(layers).finished();
  }
  const TensorId scaled = layers.elements("scaled");
  const Axis channels = perGroup ? axisAlong(1) : groupedAxis(1, grouped[2], 2);
  layers.scale({.part = "scale", .operation = "Mul", .from = normalised, .by = scale, .axes = {channels}}, scaled);
  layers.reshape("ungrouped", scaled, output);
  return std::move(layers).finished();
}

Result<Lowered> lowerLocalResponse(const LoweringSite& site) {
  if (site.outputs.empty() || !site.outputs[0] || site.inputs.empty() || !site.inputs[0])
    return unfit(site, "lacks an input or output");
  const TensorId input = *site.inputs[0];
  const Shape& shape = site.tensor(input).shape;
  const std::int64_t size = attributeOr(site.node, "size", std::int64_t{1});
  const bool fits = shape.size() >= 2 && shape.size() < kMaxRank && size >= 1 && size <= 2 * shape[1];
  if (!fits || site.tensor(*site.outputs[0]).shape != shape) return lowerByTraffic(site);
  const OperandPrecisions bits = operandPrecisions(site, 0, std::nullopt);
  const int window = static_cast<int>(shape.size());
  std::vector<Axis> all;
  for (int axis = 0; axis < window; ++axis) all.push_back(axisAlong(axis));
  std::vector<Axis> neighbours = all;
  neighbours[1].terms.push_back({.dim = window, .stride = 1});
  neighbours[1].offset = -((size - 1) / 2);
  const TensorId sums(site.firstTensor());
  Layer square = emptyLayer(site, LayerKind::Compute, OperatorClass::Normalisation);
  square.name += "/square";
  square.dims = loopsOver(loopNames(site, shape.size(), input), shape);
  Layer divide = square;
  divide.name = site.node.name + "/div";
  square.dims.push_back({.name = "F", .size = size});
  square.inputs = {{.role = OperandRole::I, .tensor = input, .axes = neighbours, .precision = bits.i},
                   missingOperand(bits.w)};
  square.output = {.role = OperandRole::O, .tensor = sums, .axes = all, .precision = bits.o};
  divide.inputs = {{.role = OperandRole::I, .tensor = input, .axes = all, .precision = bits.i},
                   {.role = OperandRole::W, .tensor = sums, .axes = all, .precision = bits.i}};
  divide.output = {.role = OperandRole::O, .tensor = *site.outputs[0], .axes = all, .precision = bits.o};
  return Lowered{.layers = {std::move(square), std::move(divide)},
                 .tensors = {{.name = site.node.name + "/square", .shape = shape, .precision = bits.o}},
                 .warnings = {}};
}

}  // namespace fusewright
