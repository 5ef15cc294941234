#include "core/cost/tile_shape.h"

#include <algorithm>
#include <numeric>

#include "core/workload/footprint.h"

namespace fusewright {
namespace {

const Operand* findInput(const Layer& layer, OperandRole role) {
  const auto found = std::find_if(layer.inputs.begin(), layer.inputs.end(),
                                  [role](const Operand& input) { return input.role == role; });
  return found == layer.inputs.end() ? nullptr : &*found;
}

std::int64_t axisLimit(const Workload& workload, const Operand& operand, std::size_t axis) {
  if (!operand.tensor || operand.axes[axis].broadcast) return TileAxis::kNoLimit;
  const std::vector<std::int64_t>& shape = workload.tensor(*operand.tensor).shape;
  // Axes are aligned with the tensor's last ones; those in excess are broadcast.
  const std::size_t excess = operand.axes.size() - std::min(operand.axes.size(), shape.size());
  const std::size_t skipped = shape.size() - std::min(operand.axes.size(), shape.size());
  return axis < excess ? TileAxis::kNoLimit : shape[axis - excess + skipped];
}

TileOperand makeTileOperand(const Workload& workload, const Operand& operand) {
  TileOperand result{.precision = operand.precision, .finalPrecision = operand.precision, .axes = {}};
  result.axes.reserve(operand.axes.size());
  for (std::size_t i = 0; i < operand.axes.size(); ++i) {
    const bool window = operand.axes[i].terms.size() > 1;
    result.axes.push_back(
        {.terms = operand.axes[i].terms, .limit = window ? axisLimit(workload, operand, i) : TileAxis::kNoLimit});
  }
  return result;
}

std::int64_t windowCount(std::span<const AxisTerm> terms, std::span<const std::int64_t> sizes) {
  std::int64_t points = 1;
  std::int64_t span = 1;
  for (const AxisTerm& term : terms) {
    const std::int64_t size = sizes[static_cast<std::size_t>(term.dim)];
    points *= size;
    span += std::abs(term.stride) * (size - 1);
  }
  if (terms.size() > 2) return std::min(points, span);
  const std::int64_t common = std::gcd(terms[0].stride, terms[1].stride);
  if (common == 0) return 1;
  const std::int64_t a = sizes[static_cast<std::size_t>(terms[0].dim)];
  const std::int64_t b = sizes[static_cast<std::size_t>(terms[1].dim)];
  const std::int64_t aStep = std::abs(terms[0].stride) / common;
  const std::int64_t bStep = std::abs(terms[1].stride) / common;
  return points - std::max<std::int64_t>(0, b - aStep) * std::max<std::int64_t>(0, a - bStep);
}

}  // namespace

TileShape makeTileShape(const Workload& workload, LayerId id, const LayerTiling& tiling,
                        TileSurroundings surroundings) {
  const Layer& layer = workload.layer(id);
  TileShape shape{.dims = layer.dims,
                  .operands = {},
                  .cyclesPerOperation = layer.cyclesPerOperation,
                  .surroundings = surroundings,
                  .lanes = LaneRule::AsMapped};
  for (std::size_t i = 0; i < shape.dims.size() && i < tiling.tileSizes.size(); ++i) {
    shape.dims[i].size = tiling.tileSizes[i];
  }
  for (const OperandRole role : {OperandRole::I, OperandRole::W}) {
    const Operand* input = findInput(layer, role);
    if (input != nullptr) shape.operands[roleIndex(role)] = makeTileOperand(workload, *input);
  }
  TileOperand& output = shape.operands[roleIndex(OperandRole::O)];
  output = makeTileOperand(workload, layer.output);
  output.finalPrecision = storedPrecision(workload, layer);
  return shape;
}

std::int64_t indexCount(const TileAxis& axis, std::span<const std::int64_t> sizes) {
  if (axis.terms.empty()) return 1;
  if (axis.terms.size() == 1) return sizes[static_cast<std::size_t>(axis.terms.front().dim)];
  return std::min(windowCount(axis.terms, sizes), axis.limit);
}

std::vector<std::int64_t> dimSizes(const TileShape& shape) {
  std::vector<std::int64_t> sizes;
  sizes.reserve(shape.dims.size());
  for (const LoopDim& dim : shape.dims) sizes.push_back(dim.size);
  return sizes;
}

Bits operandBits(const TileShape& shape, OperandRole role) {
  const TileOperand& operand = shape.operands[roleIndex(role)];
  const std::vector<std::int64_t> sizes = dimSizes(shape);
  Bits bits{operand.precision};
  for (const TileAxis& axis : operand.axes) bits.value *= indexCount(axis, sizes);
  return bits;
}

std::int64_t operationCount(const TileShape& shape) {
  std::int64_t count = 1;
  for (const LoopDim& dim : shape.dims) count *= dim.size;
  return count;
}

}  // namespace fusewright
