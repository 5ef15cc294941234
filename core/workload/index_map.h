#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/interval.h"

namespace fusewright {

/// Where one axis of the input comes from: of the input `reach` indices are needed from floor((offset + step * index of
/// `outputAxis`) / divide) on. With step 0 these are the same whatever is read. Without an output axis the whole input
/// axis is needed whatever is read.
struct AxisSource {
  std::optional<int> outputAxis;
  std::int64_t step = 1;
  std::int64_t offset = 0;
  std::int64_t divide = 1;  ///< at least 1; more for operators that repeat or interpolate elements (Resize)
  std::int64_t reach = 1;   ///< at least 1

  friend bool operator==(const AxisSource&, const AxisSource&) = default;
};

/// How a layout operator (Transpose, Slice, Split, Concat, Reshape, Gather, ...) or an operator without cost sends
/// indices of its output back to one of its inputs. Dependencies between tiles pass through these maps; nothing is
/// ever enumerated element by element.
struct IndexMap {
  enum class Kind : std::uint8_t {
    Affine,   ///< axis by axis, as `axes` says
    Reshape,  ///< same elements in row-major order under another shape
    Barrier,  ///< any output element may need any input element
  };

  Kind kind = Kind::Barrier;
  std::vector<AxisSource> axes;                ///< Affine: one per axis of the input
  std::optional<int> windowAxis;               ///< Concat, Pad: only outputs in `window` along this axis ...
  Interval window;                             ///< ... come from this input

  friend bool operator==(const IndexMap&, const IndexMap&) = default;
};

/// The map of an operator that leaves every index as it is, for tensors of `rank` axes.
[[nodiscard]] IndexMap identityMap(std::size_t rank);

/// The smallest box of the input that holds everything needed for `outputBox`; none if this input supplies none of it.
/// Shapes are outermost axis first and clip the answer.
[[nodiscard]] std::optional<Box> mapBox(const IndexMap& map, const Box& outputBox, std::span<const std::int64_t> outputShape,
                                        std::span<const std::int64_t> inputShape);

}  // namespace fusewright
