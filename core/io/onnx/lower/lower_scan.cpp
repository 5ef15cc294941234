// The scan of a state-space model, unrolled step by step (METHOD A1, "The scan").

#include <algorithm>

#include <fmt/format.h>

#include "core/io/onnx/lower/lowering.h"
#include "core/io/onnx/lower/step_writer.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

/// Loop numbers of a step: B, L (one iteration), D, N.
enum StepLoop : int { kBatch, kToken, kChannel, kState };

Axis axisOver(StepLoop loop, std::int64_t offset = 0) {
  return {.terms = {{.dim = loop, .stride = 1}}, .offset = offset, .broadcast = false};
}

/// Axes [b][l][d][n] at step `offset` of the tensor; a step's own L runs over one iteration only.
std::vector<Axis> stateAxes(std::int64_t offset) {
  return {axisOver(kBatch), axisOver(kToken, offset), axisOver(kChannel), axisOver(kState)};
}

class ScanLayers {
 public:
  explicit ScanLayers(const LoweringSite& site)
      : site_(site), shape_(site.tensor(*site.inputs[0]).shape), bits_(operandPrecisions(site, 0, std::nullopt)) {
    for (const Layer& layer : site.workload.layers)
      if (layer.recurrence) scan_ = std::max(scan_, layer.recurrence->scan + 1);
  }

  Lowered lower() {
    const TensorId decay = addSplit("split_dA", *site_.inputs[0]);
    const TensorId update = addSplit("split_dBx", *site_.inputs[1]);
    const TensorId readout = addSplit("split_C", *site_.inputs[2]);
    TensorId state = initialState();
    const std::size_t family = site_.firstLayer() + lowered_.layers.size();
    Route output{.output = site_.outputs[0] ? *site_.outputs[0] : readout, .inputs = {}};
    for (std::int64_t step = 0; step < shape_[1]; ++step) {
      const TensorId decayed = addStateStep("mul_h_dA", "Mul", family, step, state, decay);
      state = addStateStep("add_dBx", "Add", family + 1, step, decayed, update);
      const TensorId result = addReadout(family + 2, step, state, readout);
      output.inputs.push_back({.tensor = result, .map = placedAt(step)});
    }
    addConcat(std::move(output), state);
    return std::move(lowered_);
  }

 private:
  TensorId addTensor(std::string name, Shape shape, TensorKind kind) {
    lowered_.tensors.push_back(
        {.name = std::move(name), .shape = std::move(shape), .precision = bits_.o, .kind = kind});
    return TensorId(site_.firstTensor() + lowered_.tensors.size() - 1);
  }

  /// A routing layer that hands the steps their slices of `whole`.
  TensorId addSplit(const std::string& part, TensorId whole) {
    const Tensor& source = site_.tensor(whole);
    const TensorId routed = addTensor(site_.node.name + "/" + part, source.shape, source.kind);
    lowered_.tensors.back().precision = source.precision;
    Layer layer = emptyLayer(site_, LayerKind::Routing, OperatorClass::Layout);
    layer.name += "/" + part;
    layer.operation = "Split";
    layer.routes = {{.output = routed, .inputs = {{.tensor = whole, .map = identityMap(source.shape.size())}}}};
    lowered_.layers.push_back(std::move(layer));
    return routed;
  }

  /// The state before the first step, with an L axis: h0 as a constant, or routed from the node that makes it.
  TensorId initialState() {
    const TensorId given = *site_.inputs[3];
    const TensorId state =
        addTensor(site_.tensor(given).name + " (state)", {shape_[0], 1, shape_[2], shape_[3]}, TensorKind::State);
    if (!fromPredecessor(site_, 3)) {
      lowered_.tensors.back().isZero = isConstantOfZeros();
      return state;
    }
    const IndexMap map{.kind = IndexMap::Kind::Affine,
                       .axes = {{.outputAxis = kBatch}, {.outputAxis = kChannel}, {.outputAxis = kState}},
                       .windowAxis = {},
                       .window = {}};
    lowered_.layers[2].routes.push_back({.output = state, .inputs = {{.tensor = given, .map = map}}});
    return state;
  }

  /// A Constant node gives the state before the first step; its numbers are not kept when reading, and no model starts
  /// from another constant than zero.
  bool isConstantOfZeros() const {
    const auto value = site_.graph.values.find(site_.node.inputs[3]);
    if (value == site_.graph.values.end() || value->second.origin != OnnxOrigin::Constant) return false;
    const auto& contents = value->second.contents;
    return !contents || std::ranges::all_of(*contents, [](std::int64_t number) { return number == 0; });
  }

  Layer stepLayer(const std::string& what, const std::string& operation, std::size_t family, std::int64_t step) const {
    Layer layer = emptyLayer(site_, LayerKind::Compute, OperatorClass::Recurrence);
    // Only the first scan has the study's plain names.
    layer.name = fmt::format("{}{}_{}_{}", scan_ == 0 ? "" : site_.node.name + "/", what, step, step);
    layer.operation = operation;
    layer.dims = {{"B", shape_[0]}, {"L", 1}, {"D", shape_[2]}, {"N", shape_[3]}};
    layer.family = LayerId(family);
    layer.recurrence = RecurrenceStep{.scan = scan_, .step = static_cast<std::int32_t>(step)};
    return layer;
  }

  /// state * slice or state + slice, on [B, 1, D, N].
  TensorId addStateStep(const std::string& what, const std::string& operation, std::size_t family, std::int64_t step,
                        TensorId state, TensorId slices) {
    Layer layer = stepLayer(what, operation, family, step);
    const TensorId result = addTensor(layer.name, {shape_[0], 1, shape_[2], shape_[3]}, TensorKind::State);
    layer.inputs = {{.role = OperandRole::I, .tensor = state, .axes = stateAxes(0), .precision = bits_.i},
                    {.role = OperandRole::W, .tensor = slices, .axes = stateAxes(step), .precision = bits_.i}};
    layer.output = {.role = OperandRole::O, .tensor = result, .axes = stateAxes(0), .precision = bits_.o};
    lowered_.layers.push_back(std::move(layer));
    return result;
  }

  /// The sum over the states of state * slice of C.
  TensorId addReadout(std::size_t family, std::int64_t step, TensorId state, TensorId slices) {
    Layer layer = stepLayer("mul_h_C", "Mul", family, step);
    const TensorId result = addTensor(layer.name, {shape_[0], 1, shape_[2]}, TensorKind::Activation);
    layer.inputs = {{.role = OperandRole::I, .tensor = state, .axes = stateAxes(0), .precision = bits_.i},
                    {.role = OperandRole::W,
                     .tensor = slices,
                     .axes = {axisOver(kBatch), axisOver(kToken, step), axisOver(kState)},
                     .precision = bits_.i}};
    layer.output = {.role = OperandRole::O,
                    .tensor = result,
                    .axes = {axisOver(kBatch), axisOver(kToken), axisOver(kChannel)},
                    .precision = bits_.o};
    lowered_.layers.push_back(std::move(layer));
    return result;
  }

  /// A step's result as token number `step` of the whole output.
  static IndexMap placedAt(std::int64_t step) {
    return {.kind = IndexMap::Kind::Affine,
            .axes = {{.outputAxis = 0}, {.outputAxis = 1, .step = 1, .offset = -step}, {.outputAxis = 2}},
            .windowAxis = 1,
            .window = {step, step + 1}};
  }

  void addConcat(Route output, TensorId lastState) {
    Layer layer = emptyLayer(site_, LayerKind::Routing, OperatorClass::Layout);
    layer.name += "/concat";
    layer.operation = "Concat";
    if (site_.outputs[0]) layer.routes.push_back(std::move(output));
    if (site_.outputs.size() > 1 && site_.outputs[1]) {
      const IndexMap map{
          .kind = IndexMap::Kind::Affine,
          .axes = {{.outputAxis = 0}, {.outputAxis = std::nullopt}, {.outputAxis = 1}, {.outputAxis = 2}},
          .windowAxis = {},
          .window = {}};
      layer.routes.push_back({.output = *site_.outputs[1], .inputs = {{.tensor = lastState, .map = map}}});
    }
    lowered_.layers.push_back(std::move(layer));
  }

  const LoweringSite& site_;
  Shape shape_;  ///< B, L, D, N
  OperandPrecisions bits_;
  std::int32_t scan_ = 0;
  Lowered lowered_;
};

}  // namespace

Result<Lowered> lowerScan(const LoweringSite& site) {
  if (site.outputs.empty() || site.inputs.size() != 4 ||
      !std::ranges::all_of(site.inputs, [](const auto& input) { return input.has_value(); }))
    return unfit(site, "lacks an input or output: the scan takes dA, dBx, C, h0 and makes y and h");
  const Shape& shape = site.tensor(*site.inputs[0]).shape;
  if (shape.size() != 4 || site.tensor(*site.inputs[1]).shape != shape)
    return unfit(site, "its inputs dA and dBx are not both of shape [batch, length, channels, states]");
  if (site.tensor(*site.inputs[2]).shape != Shape{shape[0], shape[1], shape[3]} ||
      site.tensor(*site.inputs[3]).shape != Shape{shape[0], shape[2], shape[3]})
    return unfit(site, "its inputs C and h0 are not of shapes [batch, length, states] and [batch, channels, states]");
  const auto hasShape = [&](std::size_t output, const Shape& wanted) {
    return output >= site.outputs.size() || !site.outputs[output] || site.tensor(*site.outputs[output]).shape == wanted;
  };
  if (!hasShape(0, {shape[0], shape[1], shape[2]}) || !hasShape(1, {shape[0], shape[2], shape[3]}))
    return unfit(site, "its outputs y and h are not of shapes [batch, length, channels] and [batch, channels, states]");
  if (shape[1] > kMostSteps)
    return unfit(site, fmt::format("its {} steps are more than the {} that are unrolled", shape[1], kMostSteps));
  return ScanLayers(site).lower();
}

}  // namespace fusewright
