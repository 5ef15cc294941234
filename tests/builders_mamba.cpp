#include "tests/builders_mamba.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace fusewright::tests {
namespace {

using Sizes = std::vector<std::int64_t>;

/// Appends layers and their tensors to one workload.
class Builder {
 public:
  TensorId tensor(std::string name, Sizes shape, TensorKind kind = TensorKind::Activation) {
    workload_.tensors.push_back({.name = std::move(name),
                                 .shape = std::move(shape),
                                 .precision = 32,
                                 .kind = kind,
                                 .producer = {},
                                 .isGraphOutput = false});
    return TensorId(workload_.tensors.size() - 1);
  }

  /// A loop nest over `dims` that reads I and W and writes O; the strings say which loops index the tensors' axes, by
  /// letter.
  TensorId compute(std::string name, std::string operation, std::vector<LoopDim> dims,
                   std::pair<TensorId, std::string> i, std::pair<TensorId, std::string> w, const std::string& o,
                   OperatorClass kind) {
    Layer layer;
    layer.name = std::move(name);
    layer.operation = std::move(operation);
    layer.operatorClass = kind;
    layer.dims = std::move(dims);
    layer.family = LayerId(workload_.layers.size());
    layer.inputs = {operand(layer, OperandRole::I, i.first, i.second),
                    operand(layer, OperandRole::W, w.first, w.second)};
    Sizes shape;
    for (char letter : o) shape.push_back(layer.dims[loopOf(layer, letter)].size);
    const TensorId output = tensor(layer.name + ":out", shape);
    layer.output = operand(layer, OperandRole::O, output, o);
    return append(std::move(layer), output);
  }

  /// A layout node: every output element may need any input element.
  TensorId layout(std::string name, Sizes shape, const std::vector<TensorId>& inputs) {
    Layer layer;
    layer.name = std::move(name);
    layer.operation = "Split";
    layer.kind = LayerKind::Routing;
    layer.operatorClass = OperatorClass::Layout;
    layer.family = LayerId(workload_.layers.size());
    const TensorId output = tensor(layer.name + ":out", std::move(shape));
    layer.routes = {{.output = output, .inputs = {}}};
    for (TensorId input : inputs) layer.routes.front().inputs.push_back({input, IndexMap{}});
    return append(std::move(layer), output);
  }

  /// Marks the last layer as a step of scan 0.
  void lastIsStep(std::int32_t step, LayerId family) {
    workload_.layers.back().recurrence = RecurrenceStep{.scan = 0, .step = step};
    workload_.layers.back().family = family;
  }

  [[nodiscard]] LayerId nextLayer() const { return LayerId(workload_.layers.size()); }
  [[nodiscard]] Workload take(std::string name) {
    workload_.name = std::move(name);
    return std::move(workload_);
  }

 private:
  static int loopOf(const Layer& layer, char letter) {
    for (std::size_t index = 0; index < layer.dims.size(); ++index)
      if (layer.dims[index].name == std::string(1, letter)) return static_cast<int>(index);
    return 0;
  }

  static Operand operand(const Layer& layer, OperandRole role, TensorId tensor, const std::string& letters) {
    Operand operand{.role = role, .tensor = tensor, .axes = {}, .precision = 32};
    for (char letter : letters)
      operand.axes.push_back({.terms = {{.dim = loopOf(layer, letter), .stride = 1}}, .offset = 0, .broadcast = false});
    return operand;
  }

  TensorId append(Layer layer, TensorId output) {
    workload_.tensors[output.index()].producer = LayerId(workload_.layers.size());
    workload_.layers.push_back(std::move(layer));
    return output;
  }

  Workload workload_;
};

struct ScanInputs {
  TensorId dA, dBx, c;
};

TensorId scan(Builder& build, MiniMambaSizes sizes, ScanInputs inputs) {
  const auto [tokens, channels, states] = sizes;
  const std::vector<LoopDim> dims{{"B", 1}, {"L", 1}, {"D", channels}, {"N", states}};
  const LayerId first = build.nextLayer();
  TensorId state = build.tensor("h0", {1, 1, channels, states}, TensorKind::Weight);
  std::vector<TensorId> rows;
  for (std::int64_t t = 0; t < tokens; ++t) {
    const std::string suffix = "_" + std::to_string(t) + "_" + std::to_string(t);
    const auto step = [&](std::string name, std::string operation, std::pair<TensorId, std::string> w, TensorId i,
                          const char* o, int family) {
      const TensorId made = build.compute(std::move(name) + suffix, std::move(operation), dims, {i, "BLDN"},
                                          std::move(w), o, OperatorClass::Recurrence);
      build.lastIsStep(static_cast<std::int32_t>(t), LayerId(first.value + family));
      return made;
    };
    const TensorId decayed = step("mul_h_dA", "Mul", {inputs.dA, "BLDN"}, state, "BLDN", 0);
    state = step("add_dBx", "Add", {inputs.dBx, "BLDN"}, decayed, "BLDN", 1);
    rows.push_back(step("mul_h_C", "Mul", {inputs.c, "BLN"}, state, "BLD", 2));
  }
  return build.layout("/SSM/concat_y", {1, tokens, channels}, rows);
}

}  // namespace

Workload miniMamba(MiniMambaSizes sizes) {
  const auto [tokens, channels, states] = sizes;
  const std::vector<LoopDim> projection{{"B", 1}, {"L", tokens}, {"C", channels}, {"D", channels}};
  const std::vector<LoopDim> nest{{"B", 1}, {"L", tokens}, {"D", channels}, {"N", states}};
  using enum OperatorClass;
  Builder build;
  const TensorId x = build.tensor("x", {1, tokens, channels}, TensorKind::Input);
  const TensorId weights = build.tensor("W_in", {channels, channels}, TensorKind::Weight);
  const TensorId a = build.tensor("A", {channels, states}, TensorKind::Weight);
  const TensorId b = build.tensor("B", {1, tokens, states}, TensorKind::Input);
  const TensorId delta =
      build.compute("/in_proj/MatMul", "MatMul", projection, {x, "BLC"}, {weights, "CD"}, "BLD", Contraction);
  const TensorId dA0 =
      build.compute("/mul_delta_A/Einsum", "Einsum", nest, {delta, "BLD"}, {a, "DN"}, "BLDN", Elementwise);
  const TensorId dA = build.compute("/Exp", "Exp", nest, {dA0, "BLDN"}, {a, "DN"}, "BLDN", Activation);
  const TensorId dB =
      build.compute("/mul_delta_B/Einsum", "Einsum", nest, {delta, "BLD"}, {b, "BLN"}, "BLDN", Elementwise);
  const TensorId dBx =
      build.compute("/mul_dBx/Einsum", "Einsum", nest, {dB, "BLDN"}, {delta, "BLD"}, "BLDN", Elementwise);
  const ScanInputs inputs{.dA = build.layout("/SSM/split_dA", {1, 1, channels, states}, {dA}),
                          .dBx = build.layout("/SSM/split_dBx", {1, 1, channels, states}, {dBx}),
                          .c = build.layout("/SSM/split_C", {1, 1, states}, {b})};
  const TensorId y = scan(build, sizes, inputs);
  const std::vector<LoopDim> rowwise{{"B", 1}, {"L", tokens}, {"D", channels}};
  const TensorId d = build.tensor("D", {channels}, TensorKind::Weight);
  const TensorId scaled = build.compute("/mul_D_x/Einsum", "Einsum", rowwise, {y, "BLD"}, {d, "D"}, "BLD", Elementwise);
  build.compute("/out_proj/MatMul", "MatMul", projection, {scaled, "BLC"}, {weights, "CD"}, "BLD", Contraction);
  return build.take("mini mamba");
}

Workload withFinalState(Workload workload) {
  std::optional<TensorId> state;
  for (const Layer& layer : workload.layers)
    if (layer.name.starts_with("add_dBx_")) state = layer.output.tensor;
  if (state) workload.tensors[state->index()].isGraphOutput = true;
  return workload;
}

}  // namespace fusewright::tests
