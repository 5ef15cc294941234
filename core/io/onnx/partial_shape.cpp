#include "core/io/onnx/partial_shape.h"

#include <algorithm>

namespace fusewright {

PartialShape partialShape(const onnx::TypeProto& type) {
  if (!type.has_tensor_type() || !type.tensor_type().has_shape()) return std::nullopt;
  std::vector<std::optional<std::int64_t>> shape;
  for (const auto& dim : type.tensor_type().shape().dim()) {
    const bool known = dim.has_dim_value() && dim.dim_value() >= 0;
    shape.push_back(known ? std::optional<std::int64_t>(dim.dim_value()) : std::nullopt);
  }
  return shape;
}

PartialShape partialShape(const std::vector<std::int64_t>& shape) {
  return std::vector<std::optional<std::int64_t>>(shape.begin(), shape.end());
}

std::optional<std::vector<std::int64_t>> completeShape(const PartialShape& shape) {
  if (!shape || !std::ranges::all_of(*shape, [](const auto& size) { return size.has_value(); })) return std::nullopt;
  std::vector<std::int64_t> sizes;
  for (const auto& size : *shape) sizes.push_back(*size);
  return sizes;
}

PartialShape filledFrom(PartialShape shape, const PartialShape& other) {
  if (!shape) return other;
  if (!other || other->size() != shape->size()) return shape;
  for (std::size_t axis = 0; axis < shape->size(); ++axis)
    if (!(*shape)[axis]) (*shape)[axis] = (*other)[axis];
  return shape;
}

onnx::TypeProto tensorType(int element, const std::vector<std::int64_t>& shape) {
  onnx::TypeProto type;
  type.mutable_tensor_type()->set_elem_type(element);
  type.mutable_tensor_type()->mutable_shape();
  for (std::int64_t size : shape) type.mutable_tensor_type()->mutable_shape()->add_dim()->set_dim_value(size);
  return type;
}

}  // namespace fusewright
