#include "core/mapping/cut_lone_layers.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/mapping/loop_roles.h"
#include "core/workload/footprint.h"

namespace fusewright {
namespace {

using Sizes = std::vector<std::int64_t>;  ///< by loop of the layer

/// A cut as loop and parts.
struct Cut {
  std::size_t loop = 0;
  std::int64_t parts = 1;
};

/// What a layer must fit into.
struct LoneLayer {
  const Layer& layer;
  const Core& core;
  Sizes unrolled;  ///< by loop: iterations that the array runs at once; parts should be multiples of it

  /// Bits of all operands over loops of these sizes, by memory of the core.
  [[nodiscard]] std::vector<std::int64_t> bitsByMemory(const Sizes& sizes) const {
    Box loops;
    for (std::int64_t size : sizes) loops.push({0, size});
    std::vector<std::int64_t> bits(core.memories.size(), 0);
    const auto add = [&](const Operand& operand) {
      bits[topLevel(core, operand.role)] += billedBits(operand, loops).value;
    };
    for (const Operand& input : layer.inputs) add(input);
    add(layer.output);
    return bits;
  }

  /// Whether the operands fill at most one part in `share` of every memory.
  [[nodiscard]] bool fits(const Sizes& sizes, std::int64_t share) const {
    const std::vector<std::int64_t> bits = bitsByMemory(sizes);
    for (std::size_t level = 0; level < bits.size(); ++level)
      if (bits[level] > core.memories[level].capacity.value / share) return false;
    return true;
  }

  [[nodiscard]] bool canCut(const Sizes& sizes, std::size_t loop) const {
    return sizes[loop] > unrolled[loop] && indexesOutput(layer, static_cast<int>(loop));
  }

  /// Whether a loop of `size` iterations may have that many parts: equal ones that keep the array as busy.
  [[nodiscard]] bool mayHave(std::int64_t parts, std::int64_t size, std::size_t loop) const {
    if (size % parts != 0 || size / parts < unrolled[loop]) return false;
    return size % unrolled[loop] != 0 || size / parts % unrolled[loop] == 0;
  }

  [[nodiscard]] std::int64_t mostParts(std::int64_t size, std::size_t loop) const {
    std::int64_t parts = size / unrolled[loop];
    while (!mayHave(parts, size, loop)) --parts;
    return parts;
  }
};

Sizes with(Sizes sizes, std::size_t loop, std::int64_t size) {
  sizes[loop] = size;
  return sizes;
}

/// The fewest equal parts of one loop with which the layer fits.
std::optional<Cut> oneCut(const LoneLayer& lone, const Sizes& sizes, std::int64_t share) {
  std::optional<Cut> best;
  for (std::size_t loop = 0; loop < sizes.size(); ++loop) {
    if (!lone.canCut(sizes, loop)) continue;
    if (!lone.fits(with(sizes, loop, sizes[loop] / lone.mostParts(sizes[loop], loop)), share)) continue;
    std::int64_t parts = 1;
    while (!lone.mayHave(parts, sizes[loop], loop) || !lone.fits(with(sizes, loop, sizes[loop] / parts), share))
      ++parts;
    if (!best || parts < best->parts) best = Cut{loop, parts};
  }
  return best;
}

/// The loop that makes the layer smallest when it is cut as finely as the array allows.
std::optional<Cut> finestCut(const LoneLayer& lone, const Sizes& sizes) {
  std::optional<Cut> best;
  std::int64_t least = 0;
  for (std::size_t loop = 0; loop < sizes.size(); ++loop) {
    if (!lone.canCut(sizes, loop)) continue;
    const std::int64_t parts = lone.mostParts(sizes[loop], loop);
    if (parts == 1) continue;
    std::int64_t total = 0;
    for (std::int64_t bits : lone.bitsByMemory(with(sizes, loop, sizes[loop] / parts))) total += bits;
    if (best && total >= least) continue;
    best = Cut{loop, parts};
    least = total;
  }
  return best;
}

struct Tried {
  std::vector<Cut> cuts;
  bool fits = false;
};

/// How hard to try: at most that many loops, to fill at most one part in `share` of the memory.
struct Attempt {
  std::size_t mostLoops = 1;
  std::int64_t share = 1;
};

Tried attemptCut(const LoneLayer& lone, Sizes sizes, Attempt attempt) {
  Tried tried{.cuts = {}, .fits = lone.fits(sizes, attempt.share)};
  while (!tried.fits && tried.cuts.size() < attempt.mostLoops) {
    std::optional<Cut> cut = oneCut(lone, sizes, attempt.share);
    tried.fits = cut.has_value();
    if (!cut) cut = finestCut(lone, sizes);
    if (!cut) break;
    sizes[cut->loop] /= cut->parts;
    tried.cuts.push_back(*cut);
  }
  return tried;
}

/// Bits of the largest operand that `cut` does not cut: it is fetched again for every part, unless it runs slowest.
std::int64_t largestUncut(const LoneLayer& lone, const Sizes& sizes, const Cut& cut) {
  Box loops;
  for (std::int64_t size : sizes) loops.push({0, size});
  std::int64_t largest = 0;
  for (const Operand& input : lone.layer.inputs) {
    const bool indexed = std::ranges::any_of(input.axes, [&](const Axis& axis) {
      return std::ranges::find(axis.terms, static_cast<int>(cut.loop), &AxisTerm::dim) != axis.terms.end();
    });
    if (!indexed) largest = std::max(largest, billedBits(input, loops).value);
  }
  return largest;
}

/// How many iterations of each loop the array runs at once, as the mapping says.
Sizes unrolledSizes(const Layer& layer, const LayerMapping& mapping, const Core& core, const Sizes& sizes) {
  Sizes unrolled(layer.dims.size(), 1);
  for (const SpatialUnrolling& unrolling : mapping.spatial.unrollings) {
    const auto loop = findLoop(layer, unrolling.loopDim);
    if (!loop) continue;
    const auto index = static_cast<std::size_t>(*loop);
    const std::int64_t lanes = core.array.dims[static_cast<std::size_t>(unrolling.arrayDim)].size;
    const std::int64_t factor = unrolling.factor == kUnrollAll ? lanes : std::min(unrolling.factor, lanes);
    unrolled[index] = std::clamp<std::int64_t>(unrolled[index] * factor, 1, sizes[index]);
  }
  return unrolled;
}

Tiling cutOf(const Layer& layer, const LayerMapping& mapping, const Core& core) {
  Sizes sizes;
  for (const LoopDim& dim : layer.dims) {
    std::int64_t size = dim.size;
    for (const TilingEntry& entry : mapping.interCore)
      if (entry.dim == dim.name && entry.parts > 0) size = (size + entry.parts - 1) / entry.parts;
    sizes.push_back(size);
  }
  const std::size_t all = sizes.size();
  LoneLayer lone{layer, core, unrolledSizes(layer, mapping, core, sizes)};
  Tried tried;
  for (const Sizes& unrolled : {lone.unrolled, Sizes(all, 1)})
    for (const Attempt attempt :
         {Attempt{1, 4}, Attempt{1, 2}, Attempt{all, 4}, Attempt{all, 2}, Attempt{1, 1}, Attempt{all, 1}}) {
      if (tried.fits) break;
      lone.unrolled = unrolled;
      tried = attemptCut(lone, sizes, attempt);
    }
  // The loop that would have the least fetched again runs slowest.
  std::ranges::stable_sort(tried.cuts, std::ranges::greater{},
                           [&](const Cut& cut) { return largestUncut(lone, sizes, cut); });
  Tiling tiling;
  for (const Cut& cut : tried.cuts) tiling.push_back({.dim = layer.dims[cut.loop].name, .parts = cut.parts});
  return tiling;
}

}  // namespace

Mapping withLoneLayersCut(const Workload& workload, const Accelerator& accelerator, Mapping mapping) {
  std::vector<bool> cut(workload.layers.size(), false);
  for (const FusionGroup& group : mapping.fusion.groups) {
    if (group.layers.size() != 1) continue;
    const LayerId id = group.layers.front();
    const Layer& layer = workload.layer(id);
    LayerMapping& own = mapping.layers[id.index()];
    const LayerMapping& family = mapping.layers[layer.family.index()];
    cut[id.index()] = true;
    if (layer.family != id && cut[layer.family.index()] && family.cores == own.cores &&
        family.interCore == own.interCore && workload.layer(layer.family).dims == layer.dims) {
      own.intraCore = family.intraCore;
      continue;
    }
    own.intraCore = cutOf(layer, own, accelerator.core(own.cores.front()));
  }
  return mapping;
}

}  // namespace fusewright
