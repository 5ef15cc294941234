#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/builders_onnx_bytes.h"

namespace fusewright::tests {

/// Where an element of a value comes from: element number `from`, row-major, of value number `value`.
struct ElementOrigin {
  std::size_t value = 0;
  std::int64_t from = 0;
};

/// A value of a graph, element by element.
struct MovedValue {
  std::string name;
  std::vector<std::int64_t> shape;
  std::vector<std::optional<ElementOrigin>> origins;  ///< row-major, none for padding; empty for what a layer computes
};

/// Layers with cost (Exp) on graph inputs, layout operators on what these make, and one more Exp that makes "result".
struct RandomLayout {
  ModelToWrite model;
  std::vector<MovedValue> values;  ///< each after those that it comes from
  std::size_t read = 0;            ///< the value that the last Exp reads
};

/// One to three layout operators drawn by rapidcheck (inside a property): Reshape, Transpose, Slice, Split, Concat,
/// Pad, Expand, Tile, DepthToSpace, Gather; sizes of a few elements along each axis. Every single element is carried
/// along.
[[nodiscard]] RandomLayout randomLayout();

/// Operators and shapes, in a line.
[[nodiscard]] std::string description(const RandomLayout& layout);

/// The row-major element number `flat` as indices along the axes of `shape`.
[[nodiscard]] std::vector<std::int64_t> pointAt(const std::vector<std::int64_t>& shape, std::int64_t flat);

}  // namespace fusewright::tests
