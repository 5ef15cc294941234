#include "core/io/onnx/onnx_graph.h"

#include <fmt/format.h>

namespace fusewright {
namespace {

template <typename Value>
Value attributeOrFallback(const OnnxNode& node, const std::string& name, const Value& fallback) {
  const auto found = node.attributes.find(name);
  if (found == node.attributes.end()) return fallback;
  const Value* value = std::get_if<Value>(&found->second);
  return value ? *value : fallback;
}

}  // namespace

std::int64_t attributeOr(const OnnxNode& node, const std::string& name, std::int64_t fallback) {
  return attributeOrFallback(node, name, fallback);
}

std::string attributeOr(const OnnxNode& node, const std::string& name, const std::string& fallback) {
  return attributeOrFallback(node, name, fallback);
}

std::vector<std::int64_t> attributeOr(const OnnxNode& node, const std::string& name,
                                      const std::vector<std::int64_t>& fallback) {
  return attributeOrFallback(node, name, fallback);
}

std::optional<std::vector<std::int64_t>> inputContents(const OnnxGraph& graph, const OnnxNode& node,
                                                       std::size_t index) {
  if (index >= node.inputs.size()) return std::nullopt;
  const auto found = graph.values.find(node.inputs[index]);
  return found == graph.values.end() ? std::nullopt : found->second.contents;
}

std::string whereIs(const OnnxGraph& graph, const OnnxNode& node) {
  return fmt::format("{}: node '{}'", graph.file, node.name);
}

std::optional<std::size_t> frontAxis(std::int64_t axis, std::size_t rank) {
  const std::int64_t axes = static_cast<std::int64_t>(rank);
  if (axis < -axes || axis >= axes) return std::nullopt;
  return static_cast<std::size_t>(axis < 0 ? axis + axes : axis);
}

std::optional<std::int64_t> elementCount(const std::vector<std::int64_t>& shape) {
  constexpr std::int64_t kLargest = std::int64_t{1} << 62;
  std::int64_t product = 1;
  for (std::int64_t size : shape) {
    if (size < 0 || (size > 0 && product > kLargest / size)) return std::nullopt;
    product *= size;
  }
  return product;
}

}  // namespace fusewright
