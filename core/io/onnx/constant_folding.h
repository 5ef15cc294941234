#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/io/onnx/onnx_graph.h"

namespace fusewright {

/// Most elements of a value that is computed when reading.
inline constexpr std::int64_t kMostFoldedElements = 1024;

/// What `node` computes, if that is known when reading: shapes, and whole-number arithmetic on known contents, as
/// models use it to make the targets of Reshape, Expand and Slice. `graph` holds its inputs; `shape` is that of its
/// first output. None for everything else.
[[nodiscard]] std::optional<std::vector<std::int64_t>> foldedContents(const OnnxGraph& graph, const OnnxNode& node,
                                                                      const std::vector<std::int64_t>& shape);

}  // namespace fusewright
