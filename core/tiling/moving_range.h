#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/interval.h"
#include "core/workload/layer.h"

namespace fusewright {

/// Iterations of a loop, or indices along an axis, that move as a fusion group goes from step to step. Nothing is
/// clipped, so that all steps are alike.
struct MovingRange {
  Interval first;                    ///< in step 0 of every loop over steps
  std::vector<std::int64_t> shifts;  ///< by loop over steps: how far its next step is; too short a list: 0

  /// How far a step of loop number `loop` moves the range.
  [[nodiscard]] std::int64_t shift(std::size_t loop) const { return loop < shifts.size() ? shifts[loop] : 0; }
};

/// By loop dimension or axis; none where all steps may need all of it.
using MovingBox = std::vector<std::optional<MovingRange>>;

/// What `operand` reads of a tensor of `rank` axes while the loops of its layer run over `iterations`.
[[nodiscard]] MovingBox movingRead(const Layer& layer, const Operand& operand, const MovingBox& iterations,
                                   std::size_t rank);

/// What is read of an input of a layout operator by way of `map`. Axes along which steps are not all alike are none.
[[nodiscard]] MovingBox movingThrough(const IndexMap& map, const MovingBox& output,
                                      std::span<const std::int64_t> outputShape,
                                      std::span<const std::int64_t> inputShape);

/// Iterations of `producer` that write what is read of its output. Loops that steps do not move alike are none.
[[nodiscard]] MovingBox movingWriters(const Layer& producer, const MovingBox& read);

/// What two readers need together: none where their steps differ.
[[nodiscard]] MovingBox hullOf(const MovingBox& a, const MovingBox& b);

}  // namespace fusewright
