// Layers that sum products: MatMul, Gemm (METHOD A1).

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/io/onnx/lower/lowering.h"

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

/// Which inputs are I and W. Quantised forms have scales and zero points between them.
struct ContractionInputs {
  std::size_t i = 0;
  std::size_t w = 1;
};

ContractionInputs contractionInputs(const LoweringSite& site) {
  return site.node.operation.starts_with("QLinear") ? ContractionInputs{.i = 0, .w = 3} : ContractionInputs{};
}

bool complete(const LoweringSite& site, ContractionInputs inputs) {
  return !site.outputs.empty() && site.outputs[0] && site.inputs.size() > inputs.w && site.inputs[inputs.i] &&
         site.inputs[inputs.w];
}

/// Names of `count` axes before the matrices.
AxisNames batchNames(std::size_t count) {
  if (count == 0) return {};
  AxisNames names{"B"};
  for (std::size_t axis = 1; axis + 1 < count; ++axis) names.push_back(count == 3 ? "G" : fmt::format("G{}", axis));
  if (count > 1) names.push_back("H");
  return names;
}

/// Loop numbers `first`, first + 1, ..., `count` of them.
std::vector<int> consecutive(std::size_t first, std::size_t count) {
  std::vector<int> dims;
  for (std::size_t index = 0; index < count; ++index) dims.push_back(static_cast<int>(first + index));
  return dims;
}

/// Whether an operand's sizes are those of the loops that index it, or 1.
bool fits(const Shape& shape, const std::vector<int>& dims, const std::vector<LoopDim>& loops) {
  if (shape.size() != dims.size()) return false;
  for (std::size_t axis = 0; axis < shape.size(); ++axis)
    if (shape[axis] != 1 && shape[axis] != loops[static_cast<std::size_t>(dims[axis])].size) return false;
  return true;
}

/// A contraction with the loop numbers of the axes of each operand.
struct ContractionAxes {
  std::vector<int> i;
  std::vector<int> w;
  std::vector<int> o;
};

Result<Lowered> contraction(const LoweringSite& site, ContractionInputs inputs, std::vector<LoopDim> loops,
                            const ContractionAxes& axes) {
  const TensorId i = *site.inputs[inputs.i];
  const TensorId w = *site.inputs[inputs.w];
  const TensorId o = *site.outputs[0];
  if (!fits(site.tensor(i).shape, axes.i, loops) || !fits(site.tensor(w).shape, axes.w, loops) ||
      !fits(site.tensor(o).shape, axes.o, loops))
    return unfit(site, fmt::format("shapes [{}] and [{}] do not make [{}]", fmt::join(site.tensor(i).shape, ", "),
                                   fmt::join(site.tensor(w).shape, ", "), fmt::join(site.tensor(o).shape, ", ")));
  const OperandPrecisions bits = operandPrecisions(site, inputs.i, inputs.w);
  Layer layer = emptyLayer(site, LayerKind::Compute, OperatorClass::Contraction);
  layer.dims = std::move(loops);
  layer.inputs.push_back(alignedOperand(site, OperandRole::I, i, bits.i, axes.i, layer.dims));
  layer.inputs.push_back(alignedOperand(site, OperandRole::W, w, bits.w, axes.w, layer.dims));
  layer.output = alignedOperand(site, OperandRole::O, o, bits.o, axes.o, layer.dims);
  return Lowered{.layers = {std::move(layer)}, .tensors = {}, .warnings = {}};
}

/// The longer of two lists of batch sizes, broadcast with the other.
Shape broadcastBatch(Shape a, const Shape& b) {
  if (b.size() > a.size()) a.insert(a.begin(), b.size() - a.size(), 1);
  for (std::size_t back = 1; back <= b.size(); ++back) {
    std::int64_t& size = a[a.size() - back];
    size = std::max(size, b[b.size() - back]);
  }
  return a;
}

Shape withoutLast(const Shape& shape, std::size_t axes) {
  return {shape.begin(), shape.end() - static_cast<std::ptrdiff_t>(std::min(axes, shape.size()))};
}

}  // namespace

Result<Lowered> lowerMatMul(const LoweringSite& site) {
  const ContractionInputs inputs = contractionInputs(site);
  if (!complete(site, inputs)) return unfit(site, "lacks an input or output");
  const Shape& i = site.tensor(*site.inputs[inputs.i]).shape;
  const Shape& w = site.tensor(*site.inputs[inputs.w]).shape;
  if (i.empty() || w.empty()) return unfit(site, "multiplies a scalar");
  const bool rows = i.size() > 1;
  const bool columns = w.size() > 1;
  const Shape batch = broadcastBatch(withoutLast(i, 2), withoutLast(w, 2));
  std::vector<LoopDim> loops = loopsOver(batchNames(batch.size()), batch);
  const std::size_t batches = loops.size();
  if (rows) loops.push_back({.name = "L", .size = i[i.size() - 2]});
  const int inner = static_cast<int>(loops.size());
  loops.push_back({.name = "C", .size = i.back()});
  if (columns) loops.push_back({.name = "D", .size = w.back()});
  const auto batchAxes = [&](const Shape& shape) {
    const std::size_t count = withoutLast(shape, 2).size();
    return consecutive(batches - count, count);
  };
  ContractionAxes axes{.i = batchAxes(i), .w = batchAxes(w), .o = consecutive(0, batches)};
  if (rows) axes.i.push_back(inner - 1);
  axes.i.push_back(inner);
  axes.w.push_back(inner);
  if (columns) axes.w.push_back(inner + 1);
  if (rows) axes.o.push_back(inner - 1);
  if (columns) axes.o.push_back(inner + 1);
  return contraction(site, inputs, std::move(loops), axes);
}

Result<Lowered> lowerGemm(const LoweringSite& site) {
  const ContractionInputs inputs;
  if (!complete(site, inputs)) return unfit(site, "lacks an input or output");
  const Shape& i = site.tensor(*site.inputs[0]).shape;
  const Shape& w = site.tensor(*site.inputs[1]).shape;
  if (i.size() != 2 || w.size() != 2) return unfit(site, "multiplies what are no matrices");
  const bool transposedI = attributeOr(site.node, "transA", std::int64_t{0}) != 0;
  const bool transposedW = attributeOr(site.node, "transB", std::int64_t{0}) != 0;
  const std::vector<LoopDim> loops{{.name = "D", .size = i[transposedI ? 1 : 0]},
                                   {.name = "C", .size = i[transposedI ? 0 : 1]},
                                   {.name = "K", .size = w[transposedW ? 0 : 1]}};
  const ContractionAxes axes{.i = transposedI ? std::vector<int>{1, 0} : std::vector<int>{0, 1},
                             .w = transposedW ? std::vector<int>{2, 1} : std::vector<int>{1, 2},
                             .o = {0, 2}};
  auto lowered = contraction(site, inputs, loops, axes);
  if (!lowered || !fromPredecessor(site, 2)) return lowered;
  const TensorId bias = *site.inputs[2];
  const std::vector<LoopDim> outputLoops{loops[0], loops[2]};
  if (auto operand = trailingOperand(site, OperandRole::W, bias, site.tensor(bias).precision, 2, outputLoops)) {
    for (Axis& axis : operand->axes)
      for (AxisTerm& term : axis.terms) term.dim = term.dim == 0 ? 0 : 2;
    lowered->layers[0].inputs.push_back(*std::move(operand));
  }
  return lowered;
}

}  // namespace fusewright
