#include "core/workload/footprint.h"

#include <algorithm>
#include <cassert>

namespace fusewright {
namespace {

/// Smallest interval with all values of offset + sum of terms; empty if one of the loops does not run.
Interval reach(const Axis& axis, const Box& loops) {
  Interval range{axis.offset, axis.offset + 1};
  for (AxisTerm term : axis.terms) {
    const Interval loop = loops.ranges[static_cast<std::size_t>(term.dim)];
    if (loop.empty()) return {axis.offset, axis.offset};
    const std::int64_t first = term.stride * loop.begin;
    const std::int64_t last = term.stride * (loop.end - 1);
    range.begin += std::min(first, last);
    range.end += std::max(first, last);
  }
  return range;
}

Interval touchedRange(const Axis& axis, const Box& loops) {
  return axis.broadcast ? Interval{0, 1} : reach(axis, loops);
}

}  // namespace

Box touchedBox(const Operand& operand, const Box& loops) {
  Box box;
  for (const Axis& axis : operand.axes) box.push(touchedRange(axis, loops));
  return box;
}

Box clippedTouchedBox(const Operand& operand, const Box& loops, std::span<const std::int64_t> shape) {
  assert(shape.size() <= operand.axes.size());
  const std::size_t excess = operand.axes.size() - shape.size();
  Box box;
  for (std::size_t axis = 0; axis < shape.size(); ++axis)
    box.push(intersection(touchedRange(operand.axes[excess + axis], loops), {0, shape[axis]}));
  return box;
}

Bits billedBits(const Operand& operand, const Box& loops) {
  std::int64_t elements = 1;
  for (const Axis& axis : operand.axes) elements *= reach(axis, loops).size();
  return Bits{elements * operand.precision};
}

int storedPrecision(const Workload& workload, const Layer& layer) {
  const int sums = layer.output.precision;
  return layer.output.tensor ? std::min(sums, workload.tensor(*layer.output.tensor).precision) : sums;
}

Box wholeNest(const Layer& layer) {
  Box box;
  for (const LoopDim& dim : layer.dims) box.push({0, dim.size});
  return box;
}

}  // namespace fusewright
