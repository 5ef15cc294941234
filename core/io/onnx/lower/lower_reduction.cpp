// Layers that combine the elements along axes: ReduceMean and its kin (METHOD A1).

#include <algorithm>
#include <numeric>

#include "core/io/onnx/lower/lowering.h"
#include "core/io/onnx/lower/row_layers.h"
#include "core/io/onnx/shape_rules.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

std::vector<int> everyAxis(std::size_t rank) {
  std::vector<int> dims(rank);
  std::iota(dims.begin(), dims.end(), 0);
  return dims;
}

}  // namespace

Result<Lowered> lowerReduction(const LoweringSite& site) {
  if (site.outputs.empty() || !site.outputs[0] || site.inputs.empty() || !site.inputs[0])
    return unfit(site, "lacks an input or output");
  const TensorId input = *site.inputs[0];
  const TensorId output = *site.outputs[0];
  const Shape& shape = site.tensor(input).shape;
  if (!knowsReducedAxes(site.graph, site.node)) return lowerByTraffic(site);
  const std::vector<std::size_t> reduced = reducedAxes(site.graph, site.node, shape.size());
  const std::size_t outputRank = site.tensor(output).shape.size();
  if (outputRank != shape.size() && outputRank + reduced.size() != shape.size()) return lowerByTraffic(site);
  const OperandPrecisions bits = operandPrecisions(site, 0, std::nullopt);
  Layer layer = emptyLayer(site, LayerKind::Compute, OperatorClass::Reduction);
  AxisNames names = loopNames(site, shape.size(), input);
  names.resize(std::max<std::size_t>(shape.size(), 1));
  layer.dims = reductionLoops(names, shape);
  layer.inputs = {alignedOperand(site, OperandRole::I, input, bits.i, everyAxis(shape.size()), layer.dims),
                  missingOperand(bits.w)};
  layer.output = reducedOperand(output, bits.o, shape.size(), reduced, outputRank, static_cast<int>(names.size()));
  return Lowered{.layers = {std::move(layer)}, .tensors = {}, .warnings = {}};
}

}  // namespace fusewright
