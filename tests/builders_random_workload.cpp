#include <algorithm>
#include <string>
#include <utility>

#include "tests/builders_mamba.h"
#include "tests/builders_random.h"

namespace fusewright::tests {
namespace {

constexpr int kPrecision = 32;

/// Appends layers that each read the newest (L, D) tensor.
class ChainBuilder {
 public:
  ChainBuilder(std::int64_t rows, std::int64_t columns) : rows_(rows), columns_(columns) {
    workload_.name = "random";
    outputs_.push_back(tensor("input", {rows, columns}, TensorKind::Input));
  }

  /// `back`: how many outputs before the newest one the layer reads.
  void append(RandomLayer kind, int back) {
    Layer layer;
    layer.name = "layer" + std::to_string(workload_.layers.size());
    layer.family = LayerId(workload_.layers.size());
    layer.operation = "Exp";
    layer.dims = {{"L", rows_}, {"D", columns_}};
    const auto newest = static_cast<int>(outputs_.size()) - 1;
    const TensorId before = outputs_[static_cast<std::size_t>(std::max(newest - back, 0))];
    layer.inputs = {operand(OperandRole::I, before, {along(0), along(1)})};
    if (kind == RandomLayer::Add) addEarlier(layer);
    if (kind == RandomLayer::Scale) addConstant(layer, {rows_, columns_});
    if (kind == RandomLayer::Bias) addConstant(layer, {columns_});
    if (kind == RandomLayer::MatMul) becomeMatMul(layer, before);
    if (kind == RandomLayer::Mix) becomeMix(layer, before);
    if (kind == RandomLayer::Window) becomeWindow(layer, before, 1);
    if (kind == RandomLayer::Wide) becomeWindow(layer, before, 2);
    if (kind == RandomLayer::Slow) layer.cyclesPerOperation = 4;
    const TensorId output = tensor(layer.name + ":out", {rows_, columns_}, TensorKind::Activation);
    workload_.tensors[output.index()].producer = LayerId(workload_.layers.size());
    const int columnLoop = kind == RandomLayer::MatMul || kind == RandomLayer::Mix ? 2 : 1;
    layer.output = operand(OperandRole::O, output, {along(0), along(columnLoop)});
    if (kind == RandomLayer::Layout) becomeLayout(layer, before, output);
    if (kind == RandomLayer::Free) becomeFree(layer, before, output);
    workload_.layers.push_back(std::move(layer));
    outputs_.push_back(output);
  }

  [[nodiscard]] Workload take() {
    std::vector<bool> read(workload_.tensors.size(), false);
    for (const Layer& layer : workload_.layers) {
      for (const Operand& input : layer.inputs)
        if (input.tensor) read[input.tensor->index()] = true;
      for (const Route& route : layer.routes)
        for (const RoutedInput& input : route.inputs) read[input.tensor.index()] = true;
    }
    for (std::size_t index = 0; index < read.size(); ++index)
      workload_.tensors[index].isGraphOutput = !read[index] && workload_.tensors[index].producer.has_value();
    const std::size_t middle = outputs_.size() / 2;  // read inside the model as well, if it is not the last
    if (middle > 0) workload_.tensors[outputs_[middle].index()].isGraphOutput = true;
    return std::move(workload_);
  }

 private:
  static Axis along(int dim, std::int64_t stride = 1) { return {.terms = {{dim, stride}}}; }

  static Operand operand(OperandRole role, TensorId tensor, std::vector<Axis> axes) {
    return {.role = role, .tensor = tensor, .axes = std::move(axes), .precision = kPrecision};
  }

  TensorId tensor(std::string name, std::vector<std::int64_t> shape, TensorKind kind) {
    workload_.tensors.push_back(
        {.name = std::move(name), .shape = std::move(shape), .precision = kPrecision, .kind = kind});
    return TensorId(workload_.tensors.size() - 1);
  }

  void addEarlier(Layer& layer) {
    layer.operation = "Add";
    layer.inputs.push_back(operand(OperandRole::W, outputs_[outputs_.size() / 2], {along(0), along(1)}));
  }

  /// Of the layer's shape, or one axis short of it and repeated along the rows.
  void addConstant(Layer& layer, const std::vector<std::int64_t>& shape) {
    layer.operation = "Mul";
    const TensorId scale = tensor(layer.name + ":w", shape, TensorKind::Weight);
    Axis rows = along(0);
    rows.broadcast = shape.size() == 1;
    layer.inputs.push_back(operand(OperandRole::W, scale, {rows, along(1)}));
  }

  void becomeMatMul(Layer& layer, TensorId before) {
    layer.operation = "MatMul";
    layer.operatorClass = OperatorClass::Contraction;
    layer.dims = {{"L", rows_}, {"C", columns_}, {"D", columns_}};
    const TensorId weights = tensor(layer.name + ":w", {columns_, columns_}, TensorKind::Weight);
    layer.inputs = {operand(OperandRole::I, before, {along(0), along(1)}),
                    operand(OperandRole::W, weights, {along(1), along(2)})};
  }

  /// output[l, d] = sum over m of weights[l, m] * input[m, d].
  void becomeMix(Layer& layer, TensorId before) {
    layer.operation = "MatMul";
    layer.operatorClass = OperatorClass::Contraction;
    layer.dims = {{"L", rows_}, {"M", rows_}, {"D", columns_}};
    const TensorId weights = tensor(layer.name + ":w", {rows_, rows_}, TensorKind::Weight);
    layer.inputs = {operand(OperandRole::I, weights, {along(0), along(1)}),
                    operand(OperandRole::W, before, {along(1), along(2)})};
  }

  /// output[l, d] = sum over f of input[l + (f - 1) * spacing, d] * w[d, f].
  void becomeWindow(Layer& layer, TensorId before, std::int64_t spacing) {
    layer.operation = "Conv";
    layer.operatorClass = OperatorClass::Convolution;
    layer.dims = {{"L", rows_}, {"D", columns_}, {"F", 3}};
    const TensorId taps = tensor(layer.name + ":w", {columns_, 3}, TensorKind::Weight);
    layer.inputs = {
        operand(OperandRole::I, before, {Axis{.terms = {{0, 1}, {2, spacing}}, .offset = -spacing}, along(1)}),
        operand(OperandRole::W, taps, {along(1), along(2)})};
  }

  static void becomeLayout(Layer& layer, TensorId before, TensorId output) {
    layer.operation = "Identity";
    layer.kind = LayerKind::Routing;
    layer.operatorClass = OperatorClass::Layout;
    layer.inputs.clear();
    layer.dims.clear();
    layer.output = Operand{.role = OperandRole::O, .tensor = {}, .axes = {}};
    layer.routes = {{.output = output, .inputs = {{before, identityMap(2)}}}};
  }

  /// Keeps its nest, for when it has to be paid for.
  static void becomeFree(Layer& layer, TensorId before, TensorId output) {
    layer.operation = "Softplus";
    layer.kind = LayerKind::Free;
    layer.operatorClass = OperatorClass::Activation;
    layer.routes = {{.output = output, .inputs = {{before, identityMap(2)}}}};
  }

  std::int64_t rows_;
  std::int64_t columns_;
  Workload workload_;
  std::vector<TensorId> outputs_;
};

}  // namespace

Workload workloadOf(const RandomDesign& design) {
  if (design.layers.empty())
    return withFinalState(miniMamba({.tokens = design.rows, .channels = design.columns, .states = design.states}));
  ChainBuilder chain(design.rows, design.columns);
  for (std::size_t layer = 0; layer < design.layers.size(); ++layer)
    chain.append(design.layers[layer], layer < design.back.size() ? design.back[layer] : 0);
  return chain.take();
}

}  // namespace fusewright::tests
