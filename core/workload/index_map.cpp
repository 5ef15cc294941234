#include "core/workload/index_map.h"

#include <cassert>

#include "core/base/floor_divide.h"

namespace fusewright {
namespace {

using Shape = std::span<const std::int64_t>;

Box wholeTensor(Shape shape) {
  Box box;
  for (std::int64_t size : shape) box.push({0, size});
  return box;
}

/// What `source` reads along an input axis of `size` for the outputs in `box`.
Interval readAlong(const AxisSource& source, const Box& box, std::int64_t size) {
  if (!source.outputAxis) return {0, size};
  const Interval wanted = box.ranges[static_cast<std::size_t>(*source.outputAxis)];
  const std::int64_t first = floorDivide(source.offset + source.step * wanted.begin, source.divide);
  const std::int64_t last = floorDivide(source.offset + source.step * (wanted.end - 1), source.divide);
  return intersection({std::min(first, last), std::max(first, last) + source.reach}, {0, size});
}

std::optional<Box> mapAffine(const IndexMap& map, Box output, Shape inputShape) {
  assert(map.axes.size() == inputShape.size());
  if (map.windowAxis) {
    Interval& range = output.ranges[static_cast<std::size_t>(*map.windowAxis)];
    range = intersection(range, map.window);
    if (range.empty()) return std::nullopt;
  }
  Box input;
  for (std::size_t axis = 0; axis < inputShape.size(); ++axis)
    input.push(readAlong(map.axes[axis], output, inputShape[axis]));
  return input.empty() ? std::nullopt : std::optional(input);
}

/// Row-major positions from the first to the last point of `box` within an array of that shape.
Interval flatRange(std::span<const Interval> box, Shape shape) {
  Interval flat{0, 0};
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    flat.begin = flat.begin * shape[axis] + box[axis].begin;
    flat.end = flat.end * shape[axis] + box[axis].end - 1;
  }
  return {flat.begin, flat.end + 1};
}

/// Appends to `box` the smallest ranges that hold the row-major positions `flat` of an array of that shape.
Box withFlatRange(Box box, Interval flat, Shape shape) {
  std::array<Interval, kMaxRank> ranges{};
  std::int64_t first = flat.begin;
  std::int64_t last = flat.end - 1;
  for (std::size_t axis = shape.size(); axis-- > 0;) {
    // A run of positions that crosses a row border holds that row's last and the next row's first element.
    const bool crossesRows = first / shape[axis] != last / shape[axis];
    ranges[axis] = crossesRows ? Interval{0, shape[axis]} : Interval{first % shape[axis], last % shape[axis] + 1};
    first /= shape[axis];
    last /= shape[axis];
  }
  for (std::size_t axis = 0; axis < shape.size(); ++axis) box.push(ranges[axis]);
  return box;
}

/// A run of input axes and the run of output axes that holds the same elements.
struct AxisGroup {
  std::size_t inputEnd = 0;
  std::size_t outputEnd = 0;
};

/// The shortest group that starts at the given axes; none if the shapes do not hold equally many elements.
std::optional<AxisGroup> nextGroup(Shape input, Shape output, AxisGroup begin) {
  std::int64_t inputSize = input[begin.inputEnd++];
  std::int64_t outputSize = output[begin.outputEnd++];
  while (inputSize != outputSize) {
    if (inputSize < outputSize) {
      if (begin.inputEnd == input.size()) return std::nullopt;
      inputSize *= input[begin.inputEnd++];
    } else {
      if (begin.outputEnd == output.size()) return std::nullopt;
      outputSize *= output[begin.outputEnd++];
    }
  }
  return begin;
}

/// Axes that pass unchanged, are merged or are cut are mapped group by group, so that a slice of one axis does not
/// widen the others; within a group, by the row-major positions from the first to the last element.
Box mapReshape(const Box& output, Shape outputShape, Shape inputShape) {
  Box input;
  AxisGroup begin;
  while (begin.inputEnd < inputShape.size() && begin.outputEnd < outputShape.size()) {
    const std::optional<AxisGroup> end = nextGroup(inputShape, outputShape, begin);
    if (!end) return wholeTensor(inputShape);
    const std::size_t outputs = end->outputEnd - begin.outputEnd;
    const Interval flat =
        flatRange(output.axes().subspan(begin.outputEnd, outputs), outputShape.subspan(begin.outputEnd, outputs));
    input = withFlatRange(input, flat, inputShape.subspan(begin.inputEnd, end->inputEnd - begin.inputEnd));
    begin = *end;
  }
  for (std::size_t axis = begin.inputEnd; axis < inputShape.size(); ++axis) input.push({0, inputShape[axis]});
  return input;
}

}  // namespace

IndexMap identityMap(std::size_t rank) {
  IndexMap map{.kind = IndexMap::Kind::Affine, .axes = {}, .windowAxis = {}, .window = {}};
  for (std::size_t axis = 0; axis < rank; ++axis) map.axes.push_back({.outputAxis = static_cast<int>(axis)});
  return map;
}

std::optional<Box> mapBox(const IndexMap& map, const Box& outputBox, Shape outputShape, Shape inputShape) {
  if (outputBox.empty()) return std::nullopt;
  switch (map.kind) {
    case IndexMap::Kind::Affine:
      return mapAffine(map, outputBox, inputShape);
    case IndexMap::Kind::Reshape:
      return mapReshape(outputBox, outputShape, inputShape);
    case IndexMap::Kind::Barrier:
      break;
  }
  return wholeTensor(inputShape);
}

}  // namespace fusewright
