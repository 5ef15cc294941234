#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace fusewright {

/// A tensor with its contents, for the arithmetic on shapes that models do. Whole numbers are held as doubles: exact up
/// to 2^53, which no size reaches.
struct SmallTensor {
  std::vector<std::int64_t> shape;
  std::vector<double> numbers;  ///< row-major

  friend bool operator==(const SmallTensor&, const SmallTensor&) = default;
};

/// Combines elements of tensors that broadcast to one another (multidirectional broadcasting of ONNX). None if they do
/// not.
[[nodiscard]] std::optional<SmallTensor> combined(std::span<const SmallTensor> inputs,
                                                  const std::function<double(std::span<const double>)>& compute);

/// `tensor` at the indices `picked` of `axis`.
[[nodiscard]] SmallTensor pickedAlong(const SmallTensor& tensor, std::size_t axis,
                                      const std::vector<std::int64_t>& picked);

/// Tensors of equal sizes but along `axis`, one behind the other there. None if sizes differ.
[[nodiscard]] std::optional<SmallTensor> joinedAlong(std::span<const SmallTensor> inputs, std::size_t axis);

/// Axis number a of the result is axis `permutation[a]` of `tensor`; `permutation` holds every axis once.
[[nodiscard]] SmallTensor permuted(const SmallTensor& tensor, const std::vector<std::size_t>& permutation);

/// The axes `reduced` taken together by `combine`, from `start` on; they remain with size 1.
[[nodiscard]] SmallTensor reducedAlong(const SmallTensor& tensor, const std::vector<std::size_t>& reduced, double start,
                                       const std::function<double(double, double)>& combine);

}  // namespace fusewright
