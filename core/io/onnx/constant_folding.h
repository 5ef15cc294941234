#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/io/onnx/onnx_graph.h"

namespace fusewright {

/// Most elements of a value that is computed when reading.
inline constexpr std::int64_t kMostFoldedElements = 1024;

/// What output number `output` of `node` holds, row-major, if that is known when reading: shapes, and arithmetic on
/// known contents, as models use it to make the targets of Reshape, Expand, Slice and Resize and the conditions of If.
/// `graph` holds its inputs; `shape` is that of the output, `isWhole` whether its elements are whole numbers or
/// booleans. None for everything else.
[[nodiscard]] std::optional<std::vector<double>> foldedContents(const OnnxGraph& graph, const OnnxNode& node,
                                                                std::size_t output,
                                                                const std::vector<std::int64_t>& shape, bool isWhole);

/// A number of a folded value as a whole one; saturates at the ends of 64 bits.
[[nodiscard]] std::int64_t wholeNumber(double number);

}  // namespace fusewright
