#include "core/tiling/moving_range.h"

#include <algorithm>

#include "core/base/floor_divide.h"

namespace fusewright {
namespace {

using Shape = std::span<const std::int64_t>;

/// `range` with everything `times` as far apart; none unless times > 0.
std::optional<MovingRange> scaled(const MovingRange& range, std::int64_t times) {
  if (times < 1 || range.first.empty()) return std::nullopt;
  MovingRange far{.first = {range.first.begin * times, (range.first.end - 1) * times + 1}, .shifts = range.shifts};
  for (std::int64_t& shift : far.shifts) shift *= times;
  return far;
}

/// The indices floor(index / by); none unless every step moves by a multiple of it, so that all steps stay alike.
std::optional<MovingRange> divided(const MovingRange& range, std::int64_t by) {
  MovingRange near{.first = {floorDivide(range.first.begin, by), floorDivide(range.first.end - 1, by) + 1},
                   .shifts = range.shifts};
  for (std::int64_t& shift : near.shifts) {
    if (shift % by != 0) return std::nullopt;
    shift /= by;
  }
  return near;
}

MovingRange moved(MovingRange range, std::int64_t by) {
  range.first = {range.first.begin + by, range.first.end + by};
  return range;
}

std::optional<MovingRange> readAlong(const Layer& layer, const Axis& axis, const MovingBox& iterations) {
  if (axis.broadcast) return std::nullopt;
  MovingRange read{.first = {axis.offset, axis.offset + 1}, .shifts = {}};
  bool moves = false;
  for (const AxisTerm term : axis.terms) {
    const auto& loop = iterations[static_cast<std::size_t>(term.dim)];
    const MovingRange still{.first = {0, layer.dims[static_cast<std::size_t>(term.dim)].size}, .shifts = {}};
    const auto part = scaled(loop ? *loop : still, term.stride);
    if (!part) return std::nullopt;
    moves = moves || loop;
    read.first.begin += part->first.begin;
    read.first.end += part->first.end - 1;
    if (read.shifts.size() < part->shifts.size()) read.shifts.resize(part->shifts.size());
    for (std::size_t step = 0; step < part->shifts.size(); ++step) read.shifts[step] += part->shifts[step];
  }
  return moves ? std::optional(read) : std::nullopt;
}

MovingBox throughAxes(const IndexMap& map, const MovingBox& output) {
  MovingBox input;
  for (const AxisSource& source : map.axes) {
    input.emplace_back();
    if (!source.outputAxis) continue;
    const auto& wanted = output[static_cast<std::size_t>(*source.outputAxis)];
    const auto far = wanted ? scaled(*wanted, source.step) : std::nullopt;
    auto near = far ? divided(moved(*far, source.offset), source.divide) : std::nullopt;
    if (near) near->first.end += source.reach - 1;
    input.back() = std::move(near);
  }
  return input;
}

/// Axes that pass unchanged, but for those of size 1 around them, keep their ranges.
MovingBox throughReshape(const MovingBox& output, Shape outputShape, Shape inputShape) {
  const auto longAxes = [](Shape shape) {
    std::vector<std::size_t> axes;
    for (std::size_t axis = 0; axis < shape.size(); ++axis)
      if (shape[axis] != 1) axes.push_back(axis);
    return axes;
  };
  const std::vector<std::size_t> from = longAxes(outputShape), to = longAxes(inputShape);
  MovingBox input(inputShape.size());
  // Equal runs of sizes from the outermost and from the innermost axis on; what lies between them is mixed.
  const std::size_t most = std::min(from.size(), to.size());
  std::size_t outer = 0;
  for (; outer < most && outputShape[from[outer]] == inputShape[to[outer]]; ++outer)
    input[to[outer]] = output[from[outer]];
  for (std::size_t inner = 1; inner + outer <= most; ++inner) {
    const std::size_t fromAxis = from[from.size() - inner], toAxis = to[to.size() - inner];
    if (outputShape[fromAxis] != inputShape[toAxis]) break;
    input[toAxis] = output[fromAxis];
  }
  return input;
}

}  // namespace

MovingBox movingRead(const Layer& layer, const Operand& operand, const MovingBox& iterations, std::size_t rank) {
  MovingBox read;
  for (std::size_t axis = operand.axes.size() - rank; axis < operand.axes.size(); ++axis)
    read.push_back(readAlong(layer, operand.axes[axis], iterations));
  return read;
}

MovingBox movingThrough(const IndexMap& map, const MovingBox& output, Shape outputShape, Shape inputShape) {
  if (map.kind == IndexMap::Kind::Affine) return throughAxes(map, output);
  if (map.kind == IndexMap::Kind::Reshape) return throughReshape(output, outputShape, inputShape);
  return MovingBox(inputShape.size());
}

MovingBox movingWriters(const Layer& producer, const MovingBox& read) {
  MovingBox iterations(producer.dims.size());
  const std::size_t leading = producer.output.axes.size() - read.size();
  const auto size = [&](AxisTerm term) { return producer.dims[static_cast<std::size_t>(term.dim)].size; };
  for (std::size_t number = 0; number < read.size(); ++number) {
    const Axis& axis = producer.output.axes[leading + number];
    if (!read[number] || axis.broadcast) continue;
    // The loop that takes the largest steps moves; the others, its digits or the taps of a ConvTranspose, run whole.
    std::optional<AxisTerm> outer;
    std::int64_t reach = 0;
    for (const AxisTerm term : axis.terms) {
      if (size(term) == 1) continue;
      reach += term.stride * (size(term) - 1);
      if (!outer || term.stride > outer->stride) outer = term;
    }
    if (!outer) continue;
    reach -= outer->stride * (size(*outer) - 1);
    MovingRange wanted = moved(*read[number], -axis.offset);
    wanted.first.begin += outer->stride - 1 - reach;  // the first that reaches so far, rounded up
    iterations[static_cast<std::size_t>(outer->dim)] = divided(wanted, outer->stride);
  }
  return iterations;
}

MovingBox hullOf(const MovingBox& a, const MovingBox& b) {
  MovingBox hull(a.size());
  for (std::size_t at = 0; at < a.size(); ++at) {
    if (!a[at] || !b[at]) continue;
    const std::size_t loops = std::max(a[at]->shifts.size(), b[at]->shifts.size());
    bool alike = true;
    for (std::size_t loop = 0; loop < loops; ++loop) alike = alike && a[at]->shift(loop) == b[at]->shift(loop);
    if (!alike) continue;
    hull[at] = a[at];
    hull[at]->first = {std::min(a[at]->first.begin, b[at]->first.begin), std::max(a[at]->first.end, b[at]->first.end)};
  }
  return hull;
}

}  // namespace fusewright
