// Operators that only change how many bits an element has: QuantizeLinear, DequantizeLinear, Cast. Hardware does so on
// the way: what becomes narrower is stored so by the layer that makes it, what becomes wider is read as it lies. So a
// contraction between DequantizeLinear and QuantizeLinear is one of narrow operands.

#include <algorithm>

#include "core/io/onnx/lower/layout_maps.h"
#include "core/io/onnx/lower/lowering.h"

namespace fusewright {
namespace {

/// Whether the node alone reads its first input, and a layer with cost makes it.
bool takesAllOfALayer(const LoweringSite& site) {
  const Tensor& input = site.tensor(*site.inputs[0]);
  if (!input.producer || site.workload.layer(*input.producer).kind != LayerKind::Compute) return false;
  if (std::ranges::find(site.graph.outputs, input.name) != site.graph.outputs.end()) return false;
  std::ptrdiff_t readers = 0;
  for (const OnnxNode& node : site.graph.nodes)
    readers += std::ranges::count(node.inputs, input.name) + std::ranges::count(node.captured, input.name);
  return readers == 1;
}

}  // namespace

Result<Lowered> lowerPrecision(const LoweringSite& site) {
  if (site.outputs.empty() || !site.outputs[0] || site.inputs.empty() || !site.inputs[0])
    return unfit(site, "lacks an input or output");
  const TensorId input = *site.inputs[0];
  const TensorId output = *site.outputs[0];
  const int bits = site.tensor(output).precision;
  const bool asked = site.precision.activation.has_value();  // one number of bits for all activations
  if (asked || bits >= site.tensor(input).precision || site.tensor(input).shape != site.tensor(output).shape)
    return lowerLayout(site);
  if (takesAllOfALayer(site)) {
    auto lowered = lowerLayout(site);
    if (lowered) lowered->precisions = {{input, bits}};
    return lowered;
  }
  auto lowered = asFree(site, lowerChannelwise(site));
  if (lowered) lowered->precisions = {{output, bits}};
  return lowered;
}

}  // namespace fusewright
