// Operators that the user describes: one loop nest, as the description says.

#include <fmt/format.h>

#include "core/io/onnx/described_nest.h"
#include "core/io/onnx/lower/lowering.h"

namespace fusewright {
namespace {

/// The layer of one described node.
class DescribedLayer {
 public:
  DescribedLayer(const LoweringSite& site, const DescribedNest& nest) : site_(site), nest_(nest) {}

  Lowered lower() {
    Layer layer = emptyLayer(site_, LayerKind::Compute, nest_.description->operatorClass);
    layer.dims = nest_.loops;
    layer.cyclesPerOperation = nest_.description->cyclesPerOperation;
    for (std::size_t input = 0; input < nest_.inputs.size(); ++input) addInput(layer, input);
    const int bits = site_.tensor(*site_.outputs[0]).precision;
    while (layer.inputs.size() < 2) {
      layer.inputs.push_back(missingOperand(bits));
      if (layer.inputs.size() == 1) layer.inputs[0].role = OperandRole::I;
    }
    layer.output = {.role = OperandRole::O,
                    .tensor = site_.outputs[0],
                    .axes = nest_.outputs[0],
                    .precision = nest_.description->outputs[0].bits.value_or(sums())};
    if (!unpack_.routes.empty()) lowered_.layers.push_back(std::move(unpack_));
    lowered_.layers.push_back(std::move(layer));
    lowered_.warnings.push_back({.what = fmt::format("is costed as {} describes it", nest_.description->source),
                                 .where = whereIs(site_.graph, site_.node),
                                 .node = site_.node.name,
                                 .consequence = "its operations are the iterations of the loops described",
                                 .severity = Severity::Note});
    return std::move(lowered_);
  }

 private:
  [[nodiscard]] bool isGiven(std::size_t input) const {
    return input < site_.inputs.size() && site_.inputs[input] && nest_.description->inputs[input];
  }

  /// The first input that is read is I, the second W; the layer waits for what earlier nodes make of the others.
  void addInput(Layer& layer, std::size_t input) {
    if (!isGiven(input) || (layer.inputs.size() > 1 && !fromPredecessor(site_, input))) return;
    const DescribedOperand& described = *nest_.description->inputs[input];
    const OperandRole role = layer.inputs.empty() ? OperandRole::I : OperandRole::W;
    const OperandPrecisions usual = operandPrecisions(site_, firstGiven(), input);
    const int bits = described.bits.value_or(role == OperandRole::I ? usual.i : usual.w);
    const TensorId tensor = described.packed ? unpacked(input, bits) : *site_.inputs[input];
    layer.inputs.push_back({.role = role, .tensor = tensor, .axes = nest_.inputs[input], .precision = bits});
  }

  [[nodiscard]] std::size_t firstGiven() const {
    std::size_t input = 0;
    while (input + 1 < nest_.inputs.size() && !isGiven(input)) ++input;
    return input;
  }

  /// Bits of unfinished sums.
  [[nodiscard]] int sums() const {
    const std::size_t first = firstGiven();
    return isGiven(first) ? operandPrecisions(site_, first, std::nullopt).o : site_.tensor(*site_.outputs[0]).precision;
  }

  /// A tensor in the shape described, of which any element may come from any of the input.
  TensorId unpacked(std::size_t input, int bits) {
    const TensorId source = *site_.inputs[input];
    if (unpack_.routes.empty()) {
      unpack_ = emptyLayer(site_, LayerKind::Routing, OperatorClass::Layout);
      unpack_.name += "/unpacked";
    }
    const TensorId made(site_.firstTensor() + lowered_.tensors.size());
    lowered_.tensors.push_back({.name = fmt::format("{}/unpacked{}", site_.node.name, input),
                                .shape = reachedShape(nest_.inputs[input], nest_.loops),
                                .precision = bits});
    unpack_.routes.push_back({.output = made, .inputs = {{.tensor = source, .map = IndexMap{}}}});
    return made;
  }

  const LoweringSite& site_;
  const DescribedNest& nest_;
  Layer unpack_;
  Lowered lowered_;
};

}  // namespace

Result<Lowered> lowerDescribed(const LoweringSite& site, std::span<const OperatorDescription> descriptions) {
  if (site.outputs.empty() || !site.outputs[0]) return Lowered{};
  const auto nest = describedNest(descriptions, site.graph, site.node);
  if (!nest) return tl::make_unexpected(nest.error());
  return DescribedLayer(site, *nest).lower();
}

}  // namespace fusewright
