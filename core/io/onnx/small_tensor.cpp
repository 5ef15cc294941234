#include "core/io/onnx/small_tensor.h"

#include <algorithm>

namespace fusewright {
namespace {

using Shape = std::vector<std::int64_t>;

std::size_t countOf(const Shape& shape) {
  std::size_t count = 1;
  for (std::int64_t size : shape) count *= static_cast<std::size_t>(size);
  return count;
}

/// Calls `visit` with every index of a tensor of `shape`, in row-major order.
template <typename Visit>
void forEachIndex(const Shape& shape, const Visit& visit) {
  Shape index(shape.size(), 0);
  for (std::size_t left = countOf(shape); left > 0; --left) {
    visit(index);
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      if (++index[axis] < shape[axis]) break;
      index[axis] = 0;
    }
  }
}

/// Row-major place of `index` in a tensor of `shape` that is aligned at the last axis; axes of size 1 are repeated.
std::size_t placeOf(const Shape& index, const Shape& shape) {
  std::size_t place = 0;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    const std::int64_t along = shape[axis] == 1 ? 0 : index[index.size() - shape.size() + axis];
    place = place * static_cast<std::size_t>(shape[axis]) + static_cast<std::size_t>(along);
  }
  return place;
}

std::optional<Shape> broadcastOf(std::span<const SmallTensor> inputs) {
  Shape shape;
  for (const SmallTensor& input : inputs) {
    if (input.shape.size() > shape.size()) shape.insert(shape.begin(), input.shape.size() - shape.size(), 1);
    for (std::size_t back = 1; back <= input.shape.size(); ++back) {
      std::int64_t& size = shape[shape.size() - back];
      const std::int64_t other = input.shape[input.shape.size() - back];
      if (size != other && size != 1 && other != 1) return std::nullopt;
      size = size == 1 ? other : size;
    }
  }
  return shape;
}

}  // namespace

std::optional<SmallTensor> combined(std::span<const SmallTensor> inputs,
                                    const std::function<double(std::span<const double>)>& compute) {
  constexpr std::size_t kMost = 1024;
  const auto shape = broadcastOf(inputs);
  if (!shape || countOf(*shape) > kMost) return std::nullopt;
  SmallTensor result{.shape = *shape, .numbers = {}};
  std::vector<double> elements(inputs.size());
  forEachIndex(*shape, [&](const Shape& index) {
    for (std::size_t input = 0; input < inputs.size(); ++input)
      elements[input] = inputs[input].numbers[placeOf(index, inputs[input].shape)];
    result.numbers.push_back(compute(elements));
  });
  return result;
}

SmallTensor pickedAlong(const SmallTensor& tensor, std::size_t axis, const std::vector<std::int64_t>& picked) {
  SmallTensor result{.shape = tensor.shape, .numbers = {}};
  result.shape[axis] = static_cast<std::int64_t>(picked.size());
  forEachIndex(result.shape, [&](Shape index) {
    index[axis] = picked[static_cast<std::size_t>(index[axis])];
    std::size_t place = 0;
    for (std::size_t other = 0; other < index.size(); ++other)
      place = place * static_cast<std::size_t>(tensor.shape[other]) + static_cast<std::size_t>(index[other]);
    result.numbers.push_back(tensor.numbers[place]);
  });
  return result;
}

std::optional<SmallTensor> joinedAlong(std::span<const SmallTensor> inputs, std::size_t axis) {
  if (inputs.empty() || axis >= inputs[0].shape.size()) return std::nullopt;
  SmallTensor result{.shape = inputs[0].shape, .numbers = {}};
  result.shape[axis] = 0;
  for (const SmallTensor& input : inputs) {
    Shape alike = input.shape;
    if (alike.size() != result.shape.size()) return std::nullopt;
    const std::int64_t own = alike[axis];
    alike[axis] = result.shape[axis];
    if (alike != result.shape) return std::nullopt;
    result.shape[axis] += own;
  }
  std::size_t outer = 1;
  for (std::size_t before = 0; before < axis; ++before) outer *= static_cast<std::size_t>(result.shape[before]);
  for (std::size_t row = 0; row < outer; ++row)
    for (const SmallTensor& input : inputs) {
      const std::size_t length = input.numbers.size() / outer;
      const auto begin = input.numbers.begin() + static_cast<std::ptrdiff_t>(row * length);
      result.numbers.insert(result.numbers.end(), begin, begin + static_cast<std::ptrdiff_t>(length));
    }
  return result;
}

SmallTensor permuted(const SmallTensor& tensor, const std::vector<std::size_t>& permutation) {
  SmallTensor result;
  for (std::size_t axis : permutation) result.shape.push_back(tensor.shape[axis]);
  forEachIndex(result.shape, [&](const Shape& index) {
    Shape from(index.size());
    for (std::size_t axis = 0; axis < index.size(); ++axis) from[permutation[axis]] = index[axis];
    std::size_t place = 0;
    for (std::size_t axis = 0; axis < from.size(); ++axis)
      place = place * static_cast<std::size_t>(tensor.shape[axis]) + static_cast<std::size_t>(from[axis]);
    result.numbers.push_back(tensor.numbers[place]);
  });
  return result;
}

SmallTensor reducedAlong(const SmallTensor& tensor, const std::vector<std::size_t>& reduced, double start,
                         const std::function<double(double, double)>& combine) {
  SmallTensor result{.shape = tensor.shape, .numbers = {}};
  for (std::size_t axis : reduced) result.shape[axis] = 1;
  result.numbers.assign(countOf(result.shape), start);
  std::size_t place = 0;
  forEachIndex(tensor.shape, [&](const Shape& index) {
    double& sum = result.numbers[placeOf(index, result.shape)];
    sum = combine(sum, tensor.numbers[place++]);
  });
  return result;
}

}  // namespace fusewright
