// Operators that are not modelled: costed as one pass over their largest tensor (METHOD A1 says nothing of them).

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "core/io/onnx/lower/lowering.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

/// A layer that runs once over the largest tensor of its node. Tensors of a shape that does not fit these loops are
/// taken in and given out through routing layers, of which any element may need any other; they count at the size of
/// the loops, so that an unknown operator is rather billed too much than too little.
class TrafficLayers {
 public:
  explicit TrafficLayers(const LoweringSite& site) : site_(site), largest_(largestTensor(site)) {
    const Shape& shape = site.tensor(largest_).shape;
    rank_ = shape.size();
    loops_ = loopsOver(loopNames(site, rank_, largest_), shape);
  }

  Lowered lower() {
    std::vector<Operand> inputs = operands();
    if (!gather_.routes.empty()) {
      gather_.name += "/in";
      lowered_.layers.push_back(std::move(gather_));
    }
    Layer layer = emptyLayer(site_, LayerKind::Compute, OperatorClass::Other);
    layer.dims = loops_;
    layer.inputs = std::move(inputs);
    const TensorId output = *site_.outputs[0];
    const bool direct = site_.tensor(output).shape == site_.tensor(largest_).shape;
    const TensorId written = direct ? output : addTensor("out", site_.tensor(output).precision);
    layer.output = wholeOperand(OperandRole::O, written, site_.tensor(output).precision);
    lowered_.layers.push_back(std::move(layer));
    if (!direct) addScatter(written, output);
    lowered_.warnings.push_back(
        {.what = fmt::format("the operator {}{}{} is not modelled; it is costed as one pass over [{}]",
                             site_.node.domain, site_.node.domain.empty() ? "" : "::", site_.node.operation, sizes()),
         .where = whereIs(site_.graph, site_.node),
         .node = site_.node.name,
         .consequence = "its operations are not counted as they are, and its tiles may wait for all of its inputs; "
                        "describe its loops in a file and give it with --operators"});
    return std::move(lowered_);
  }

 private:
  static TensorId largestTensor(const LoweringSite& site) {
    std::vector<TensorId> tensors{*site.outputs[0]};
    for (const auto& input : site.inputs)
      if (input) tensors.push_back(*input);
    return *std::ranges::max_element(
        tensors, {}, [&](TensorId id) { return elementCount(site.tensor(id).shape).value_or(INT64_MAX); });
  }

  [[nodiscard]] std::string sizes() const {
    std::string text;
    for (const LoopDim& loop : loops_) text += (text.empty() ? "" : ", ") + std::to_string(loop.size);
    return text;
  }

  TensorId addTensor(const std::string& part, int precision) {
    const std::string name = fmt::format("{}/{}{}", site_.node.name, part, lowered_.tensors.size());
    lowered_.tensors.push_back({.name = name, .shape = site_.tensor(largest_).shape, .precision = precision});
    return TensorId(site_.firstTensor() + lowered_.tensors.size() - 1);
  }

  [[nodiscard]] Operand wholeOperand(OperandRole role, TensorId tensor, int precision) const {
    Operand operand{.role = role, .tensor = tensor, .axes = {}, .precision = precision};
    for (std::size_t axis = 0; axis < rank_; ++axis)
      operand.axes.push_back(
          {.terms = {{.dim = static_cast<int>(axis), .stride = 1}}, .offset = 0, .broadcast = false});
    return operand;
  }

  /// The first given input as I, the second as W, and what earlier nodes make of the others.
  std::vector<Operand> operands() {
    constexpr std::size_t kMostInputs = 64;
    std::vector<Operand> operands;
    for (std::size_t input = 0; input < site_.inputs.size() && operands.size() < kMostInputs; ++input) {
      if (!site_.inputs[input] || (operands.size() > 1 && !fromPredecessor(site_, input))) continue;
      const OperandRole role = operands.empty() ? OperandRole::I : OperandRole::W;
      const TensorId tensor = *site_.inputs[input];
      const int precision = site_.tensor(tensor).precision;
      auto operand = trailingOperand(site_, role, tensor, precision, rank_, loops_);
      operands.push_back(operand ? *std::move(operand) : wholeOperand(role, gathered(tensor), precision));
    }
    const int bits = site_.tensor(*site_.outputs[0]).precision;
    while (operands.size() < 2) {
      operands.push_back(missingOperand(bits));
      if (operands.size() == 1) operands[0].role = OperandRole::I;
    }
    return operands;
  }

  /// A tensor over the loops that any element of `tensor` may go into.
  TensorId gathered(TensorId tensor) {
    if (gather_.routes.empty()) gather_ = emptyLayer(site_, LayerKind::Routing, OperatorClass::Layout);
    const TensorId spread = addTensor("in", site_.tensor(tensor).precision);
    gather_.routes.push_back({.output = spread, .inputs = {{.tensor = tensor, .map = IndexMap{}}}});
    return spread;
  }

  void addScatter(TensorId written, TensorId output) {
    Layer scatter = emptyLayer(site_, LayerKind::Routing, OperatorClass::Layout);
    scatter.name += "/out";
    scatter.routes.push_back({.output = output, .inputs = {{.tensor = written, .map = IndexMap{}}}});
    lowered_.layers.push_back(std::move(scatter));
  }

  const LoweringSite& site_;
  TensorId largest_;
  std::size_t rank_ = 0;
  std::vector<LoopDim> loops_;
  Layer gather_;
  Lowered lowered_;
};

}  // namespace

Result<Lowered> lowerByTraffic(const LoweringSite& site) {
  if (site.outputs.empty() || !site.outputs[0]) return Lowered{};
  return TrafficLayers(site).lower();
}

}  // namespace fusewright
