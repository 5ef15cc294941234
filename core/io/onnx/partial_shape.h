#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <onnx/onnx_pb.h>

namespace fusewright {

/// Sizes of a tensor as far as they are known; none at all if even its rank is not.
using PartialShape = std::optional<std::vector<std::optional<std::int64_t>>>;

/// What `type` says; none for what is no tensor.
[[nodiscard]] PartialShape partialShape(const onnx::TypeProto& type);
[[nodiscard]] PartialShape partialShape(const std::vector<std::int64_t>& shape);

/// The sizes, if all are known.
[[nodiscard]] std::optional<std::vector<std::int64_t>> completeShape(const PartialShape& shape);

/// `shape` with its gaps filled from `other`, if both have the same rank; `other` if `shape` is none.
[[nodiscard]] PartialShape filledFrom(PartialShape shape, const PartialShape& other);

/// The type of a tensor of that element type (onnx::TensorProto::DataType) and shape.
[[nodiscard]] onnx::TypeProto tensorType(int element, const std::vector<std::int64_t>& shape);

}  // namespace fusewright
