#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/hardware/accelerator.h"
#include "core/mapping/mapping.h"
#include "core/workload/layer.h"

namespace fusewright {

using LoopSizes = std::vector<std::int64_t>;  ///< iterations, by loop of a layer

/// A loop of a layer in equal parts, one after the other.
struct LoopCut {
  std::size_t loop = 0;
  std::int64_t parts = 1;
};

/// A layer that is alone in its fusion group, and what it must fit into (METHOD B6).
struct LoneLayer {
  const Layer& layer;
  const Core& core;
  BitsPerCycle dramBandwidth;
  LoopSizes sizes;             ///< of the share of one core
  LoopSizes unrolled;          ///< iterations that the array runs at once; parts should be multiples of it
  std::int64_t freeLanes = 1;  ///< units of the array that the mapping leaves to the cost model: it fills them best

  /// Whether the operands over loops of these sizes fill at most one part in `share` of every memory of the core.
  [[nodiscard]] bool fits(const LoopSizes& part, std::int64_t share) const;

  /// Whether cutting `loop`, of which `part` are left, makes whole tiles of the output.
  [[nodiscard]] bool canCut(const LoopSizes& part, std::size_t loop) const;

  /// Whether a loop of `size` iterations may have that many parts: equal ones that keep the array as busy.
  [[nodiscard]] bool mayHave(std::int64_t parts, std::int64_t size, std::size_t loop) const;

  [[nodiscard]] std::int64_t mostParts(std::int64_t size, std::size_t loop) const;

  /// Cycles of the layer under `cuts`, slowest loop first, if it moves at least `leastMoved` bits: what happens on the
  /// chip and moving to and from it overlap but for the first tile where two tiles fit at once, else not.
  [[nodiscard]] double estimatedCycles(std::span<const LoopCut> cuts, double leastMoved = 0) const;

  /// Bits to and from the chip under `cuts`. An operand is moved again for every part of a loop that does not index it,
  /// if a faster one does; without cuts all operands are streamed once.
  [[nodiscard]] double movedBits(std::span<const LoopCut> cuts) const;

  /// Whether an input that the layer reads again and again can stay while the others are streamed by in one tile, or
  /// none is read again.
  [[nodiscard]] bool canStreamOnce() const;

  /// Cycles of the array for a tile of these sizes.
  [[nodiscard]] double computingCycles(const LoopSizes& part) const;

  /// Cycles that the busiest port of the core's top memories needs to pass every operand of such a tile once.
  [[nodiscard]] double feedingCycles(const LoopSizes& part) const;

  /// Bits of the largest input that does not change with `loop`: moved again for every part of it, unless it is
  /// slowest.
  [[nodiscard]] std::int64_t largestRepeated(std::size_t loop) const;
};

/// The share of `layer` that one of its cores computes, under the spatial mapping that it has.
[[nodiscard]] LoneLayer loneLayer(const Layer& layer, const LayerMapping& mapping, const Accelerator& accelerator);

}  // namespace fusewright
