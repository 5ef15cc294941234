// LSTM, GRU and RNN, unrolled step by step like the scan of METHOD A1. The input projection of all steps is one
// contraction outside of the recurrence; a step is a contraction of the state and a few elementwise layers. Equations
// as in the ONNX operators of these names; constant biases are not billed, as in other contractions.

#include <algorithm>

#include <fmt/format.h>

#include "core/io/onnx/lower/lowering.h"
#include "core/io/onnx/lower/recurrent_cell.h"
#include "core/io/onnx/lower/step_writer.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

/// A state and how the loops B, L and that of its last axis index it.
struct State {
  TensorId tensor;
  std::vector<Axis> leading;  ///< axes before the last one
};

/// The layers of one direction.
class DirectionLayers {
 public:
  DirectionLayers(const LoweringSite& site, const RecurrentCell& cell, std::int64_t direction, Lowered& lowered)
      : site_(site),
        cell_(cell),
        direction_(direction),
        backward_(cell.startsBackward || direction == 1),
        bits_(operandPrecisions(site, 0, 1)),
        write_(site, lowered, nextRecurrence(site.workload) + static_cast<std::int32_t>(direction),
               cell.directions == 1 ? ""
               : backward_          ? "backward/"
                                    : "forward/") {
    projected_ = project();
    state_ = firstState(5, "first_h");
    if (cell_.gates == 4) memory_ = firstState(6, "first_c");
  }

  /// What a user sees of a direction: [steps, batch, hidden] in order of time, and the states after the last step.
  struct Results {
    TensorId all;
    TensorId lastState;
    std::optional<TensorId> lastMemory;  ///< of an LSTM
  };

  Results run() {
    const TensorId all = write_.addTensor(fmt::format("{}/y{}", site_.node.name, direction_),
                                          {cell_.steps, cell_.batch, cell_.hidden}, bits_.o);
    Route results{.output = all, .inputs = {}};
    for (std::int64_t step = 0; step < cell_.steps; ++step) {
      step_ = static_cast<std::int32_t>(step);
      const TensorId hidden = cell_.gates == 4 ? lstmStep() : cell_.gates == 3 ? gruStep() : rnnStep();
      state_ = made(hidden);
      results.inputs.push_back({.tensor = hidden, .map = placedAt(backward_ ? cell_.steps - 1 - step : step)});
    }
    write_.addRoutes("steps", {std::move(results)});
    return {.all = all,
            .lastState = state_.tensor,
            .lastMemory = cell_.gates == 4 ? std::optional(memory_.tensor) : std::nullopt};
  }

 private:
  /// Loop numbers of the nests: B and L first, the others as the nest has them.
  enum Loop : int { kBatch, kToken, kChannel };
  enum GateLoop : int { kGate = 2, kGateChannel = 3 };
  enum ContractionLoop : int { kInner = 2, kOuterGate = 3, kOuter = 4 };

  [[nodiscard]] static State made(TensorId tensor) { return {tensor, {axisAlong(kBatch), axisAlong(kToken)}}; }

  /// Channels of one gate after the other: hidden * gate + channel.
  [[nodiscard]] Axis gateAxis(int gate, int channel) const {
    return {.terms = {{.dim = gate, .stride = cell_.hidden}, {.dim = channel, .stride = 1}},
            .offset = 0,
            .broadcast = false};
  }

  /// An operand whose last axis is `last`.
  [[nodiscard]] static Operand operand(const State& state, Axis last, int precision) {
    Operand made{.role = OperandRole::W, .tensor = state.tensor, .axes = state.leading, .precision = precision};
    made.axes.push_back(std::move(last));
    return made;
  }

  /// Channels of gate number `gate` of what a layer over all gates left behind.
  [[nodiscard]] Operand slice(TensorId gates, std::int64_t gate) const {
    return operand(made(gates), axisAlong(kChannel, gate * cell_.hidden), bits_.i);
  }

  /// The projection of this step's input, from gate number `firstGate` on.
  [[nodiscard]] Operand projected(Axis last) const {
    return operand({projected_, {axisAlong(kBatch), axisAlong(kToken, step_)}}, std::move(last), bits_.i);
  }

  /// A weight [directions, gates * hidden, columns], its rows from gate number `firstGate` on.
  [[nodiscard]] Operand weight(std::size_t input, Axis rows) const {
    return {.role = OperandRole::W,
            .tensor = *site_.inputs[input],
            .axes = {axisAt(direction_), std::move(rows), axisAlong(kInner)},
            .precision = bits_.w};
  }

  [[nodiscard]] bool isGiven(std::size_t input) const {
    return input < site_.node.inputs.size() && site_.inputs[input].has_value();
  }

  /// X * W for all steps, in the order in which this direction takes them.
  TensorId project() {
    const Axis steps = axisAlong(kToken, backward_ ? cell_.steps - 1 : 0, backward_ ? -1 : 1);
    const bool batchFirst = cell_.layout == CellLayout::BatchFirst;
    Operand x{.role = OperandRole::I, .tensor = *site_.inputs[0], .axes = {}, .precision = bits_.i};
    x.axes = {batchFirst ? axisAlong(kBatch) : steps, batchFirst ? steps : axisAlong(kBatch), axisAlong(kInner)};
    const Axis outputs = gateAxis(kOuterGate, kOuter);
    StepLayer layer{
        .what = "project",
        .operation = "MatMul",
        .dims = {{"B", cell_.batch}, {"L", cell_.steps}, {"C", cell_.inputs}, {"G", cell_.gates}, {"D", cell_.hidden}},
        .inputs = {std::move(x), weight(1, outputs)},
        .outputAxes = {axisAlong(kBatch), axisAlong(kToken), outputs},
        .shape = {cell_.batch, cell_.steps, cell_.gates * cell_.hidden}};
    if (fromPredecessor(site_, 3))
      layer.inputs.push_back({.role = OperandRole::W,
                              .tensor = *site_.inputs[3],
                              .axes = {axisAt(direction_), outputs},
                              .precision = site_.tensor(*site_.inputs[3]).precision});
    return write_.addLayer(layer, bits_.o);
  }

  /// The state before the first step: the given one, or zeros.
  State firstState(std::size_t input, const std::string& name) {
    if (!isGiven(input)) return made(write_.addZeros(name, {cell_.batch, 1, cell_.hidden}, bits_.i));
    if (cell_.layout == CellLayout::BatchFirst) return {*site_.inputs[input], {axisAlong(kBatch), axisAt(direction_)}};
    return {*site_.inputs[input], {axisAt(direction_), axisAlong(kBatch)}};
  }

  /// State times recurrent weight, for `gates` gates from number `firstGate` on.
  TensorId recur(const std::string& what, const State& state, std::int64_t firstGate, std::int64_t gates) {
    Axis rows = gateAxis(kOuterGate, kOuter);
    const Axis outputs = rows;
    rows.offset = firstGate * cell_.hidden;
    return write_.addStep(
        {.what = what,
         .operation = "MatMul",
         .dims = {{"B", cell_.batch}, {"L", 1}, {"C", cell_.hidden}, {"G", gates}, {"D", cell_.hidden}},
         .inputs = {operand(state, axisAlong(kInner), bits_.i), weight(2, std::move(rows))},
         .outputAxes = {axisAlong(kBatch), axisAlong(kToken), outputs},
         .shape = {cell_.batch, 1, gates * cell_.hidden}},
        step_, bits_.o);
  }

  /// Recurrent part plus projection through the activation functions, for the first `gates` gates.
  TensorId activate(TensorId recurrent, std::int64_t gates, std::optional<TensorId> peephole) {
    const Axis channels = gateAxis(kGate, kGateChannel);
    StepLayer layer{.what = "gates",
                    .operation = "Sigmoid",
                    .cyclesPerOperation = cell_.gateCycles,
                    .dims = {{"B", cell_.batch}, {"L", 1}, {"G", gates}, {"D", cell_.hidden}},
                    .inputs = {operand(made(recurrent), channels, bits_.i), projected(channels)},
                    .outputAxes = {axisAlong(kBatch), axisAlong(kToken), channels},
                    .shape = {cell_.batch, 1, gates * cell_.hidden}};
    if (peephole) layer.inputs.push_back(operand(made(*peephole), channels, bits_.i));
    return write_.addStep(layer, step_, bits_.o);
  }

  /// An elementwise layer over the channels of the state.
  TensorId combine(const std::string& what, const std::string& operation, std::vector<Operand> inputs) {
    return write_.addStep({.what = what,
                           .operation = operation,
                           .dims = {{"B", cell_.batch}, {"L", 1}, {"D", cell_.hidden}},
                           .inputs = std::move(inputs),
                           .outputAxes = {axisAlong(kBatch), axisAlong(kToken), axisAlong(kChannel)},
                           .shape = {cell_.batch, 1, cell_.hidden}},
                          step_, bits_.o);
  }

  [[nodiscard]] Operand whole(const State& state) const { return operand(state, axisAlong(kChannel), bits_.i); }

  /// The weighted state of an LSTM, for the gates i, o, f at once; that of o is taken before the step instead of after.
  TensorId peephole() {
    const Axis channels = gateAxis(kGate, kGateChannel);
    return write_.addStep({.what = "peephole",
                           .operation = "Mul",
                           .dims = {{"B", cell_.batch}, {"L", 1}, {"G", 3}, {"D", cell_.hidden}},
                           .inputs = {operand(memory_, axisAlong(kGateChannel), bits_.i),
                                      {.role = OperandRole::W,
                                       .tensor = *site_.inputs[7],
                                       .axes = {axisAt(direction_), channels},
                                       .precision = bits_.w}},
                           .outputAxes = {axisAlong(kBatch), axisAlong(kToken), channels},
                           .shape = {cell_.batch, 1, 3 * cell_.hidden}},
                          step_, bits_.o);
  }

  /// Gates i, o, f, c: C = f * C + i * c, H = o * tanh(C).
  TensorId lstmStep() {
    const TensorId recurrent = recur("recur", state_, 0, 4);
    const auto weighted = isGiven(7) ? std::optional(peephole()) : std::nullopt;
    const TensorId gates = activate(recurrent, 4, weighted);
    const TensorId kept = combine("keep", "Mul", {whole(memory_), slice(gates, 2)});
    memory_ = made(combine("update", "Mul", {slice(gates, 0), slice(gates, 3), whole(made(kept))}));
    return combine("output", "Mul", {whole(memory_), slice(gates, 1)});
  }

  /// Gates z, r, h: H = z * H + (1 - z) * h, where h sees the state through r before or after its weight.
  TensorId gruStep() {
    const bool resetsLast = attributeOr(site_.node, "linear_before_reset", std::int64_t{0}) != 0;
    const TensorId recurrent = recur("recur", state_, 0, resetsLast ? 3 : 2);
    const TensorId gates = activate(recurrent, 2, std::nullopt);
    const Operand seen = resetsLast ? slice(recurrent, 2) : whole(state_);
    TensorId reset = combine("reset", "Mul", {seen, slice(gates, 1)});
    if (!resetsLast) reset = recur("recur_h", made(reset), 2, 1);
    const TensorId candidate =
        combine("candidate", "Tanh", {whole(made(reset)), projected(axisAlong(kChannel, 2 * cell_.hidden))});
    const TensorId kept = combine("keep", "Mul", {whole(state_), slice(gates, 0)});
    return combine("update", "Mul", {whole(made(candidate)), slice(gates, 0), whole(made(kept))});
  }

  TensorId rnnStep() { return activate(recur("recur", state_, 0, 1), 1, std::nullopt); }

  /// A step's state [batch, 1, hidden] as moment number `time` of [steps, batch, hidden].
  static IndexMap placedAt(std::int64_t time) {
    return {.kind = IndexMap::Kind::Affine,
            .axes = {{.outputAxis = 1}, {.outputAxis = 0, .step = 1, .offset = -time}, {.outputAxis = 2}},
            .windowAxis = 0,
            .window = {time, time + 1}};
  }

  const LoweringSite& site_;
  const RecurrentCell& cell_;
  std::int64_t direction_;
  bool backward_;
  OperandPrecisions bits_;
  StepWriter write_;
  std::int32_t step_ = 0;
  TensorId projected_;
  State state_;
  State memory_;
};

/// Output axes of Y and of the last states that hold steps, directions, batch.
struct OutputAxes {
  int steps = 0;
  int directions = 1;
  int batch = 2;
  int stateDirections = 0;
  int stateBatch = 1;
};

OutputAxes outputAxes(CellLayout layout) {
  return layout == CellLayout::BatchFirst ? OutputAxes{1, 2, 0, 1, 0} : OutputAxes{};
}

/// Y, and the last states, each put together from the directions.
std::vector<Route> outputRoutes(const LoweringSite& site, const RecurrentCell& cell,
                                const std::vector<DirectionLayers::Results>& directions) {
  const OutputAxes axes = outputAxes(cell.layout);
  std::vector<Route> routes;
  for (std::size_t output = 0; output < std::min<std::size_t>(site.outputs.size(), cell.gates == 4 ? 3 : 2); ++output) {
    if (!site.outputs[output]) continue;
    Route route{.output = *site.outputs[output], .inputs = {}};
    for (std::size_t direction = 0; direction < directions.size(); ++direction) {
      const DirectionLayers::Results& made = directions[direction];
      IndexMap map{.kind = IndexMap::Kind::Affine, .axes = {}, .windowAxis = {}, .window = {}};
      map.axes = {{.outputAxis = axes.steps}, {.outputAxis = axes.batch}, {.outputAxis = 3}};
      if (output > 0) map.axes = {{.outputAxis = axes.stateBatch}, {.outputAxis = std::nullopt}, {.outputAxis = 2}};
      map.windowAxis = output == 0 ? axes.directions : axes.stateDirections;
      map.window = {static_cast<std::int64_t>(direction), static_cast<std::int64_t>(direction) + 1};
      const TensorId source = output == 0 ? made.all : output == 1 ? made.lastState : *made.lastMemory;
      route.inputs.push_back({.tensor = source, .map = std::move(map)});
    }
    routes.push_back(std::move(route));
  }
  return routes;
}

}  // namespace

Result<Lowered> lowerRecurrent(const LoweringSite& site) {
  const auto cell = recurrentCell(site);
  if (!cell) return tl::make_unexpected(cell.error());
  Lowered lowered;
  std::vector<DirectionLayers::Results> directions;
  for (std::int64_t direction = 0; direction < cell->directions; ++direction)
    directions.push_back(DirectionLayers(site, *cell, direction, lowered).run());
  StepWriter(site, lowered, 0, "").addRoutes("outputs", outputRoutes(site, *cell, directions));
  if (site.inputs.size() > 4 && site.node.inputs.size() > 4 && site.inputs[4])
    lowered.warnings.push_back(
        {.what =
             fmt::format("the lengths of the sequences are not used: each is taken to have all {} steps", cell->steps),
         .where = whereIs(site.graph, site.node),
         .node = site.node.name,
         .consequence = "shorter sequences cost too much"});
  return lowered;
}

}  // namespace fusewright
