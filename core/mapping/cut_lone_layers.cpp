#include "core/mapping/cut_lone_layers.h"

#include <algorithm>
#include <optional>

#include "core/mapping/lone_layer.h"

namespace fusewright {
namespace {

using Cuts = std::vector<LoopCut>;  ///< slowest loop first

LoopSizes with(LoopSizes sizes, std::size_t loop, std::int64_t size) {
  sizes[loop] = size;
  return sizes;
}

/// The fewest parts of `loop` with which a tile of otherwise `sizes` fills at most one part in `share` of the memory.
std::optional<LoopCut> cutThatFits(const LoneLayer& lone, const LoopSizes& sizes, std::size_t loop,
                                   std::int64_t share) {
  if (!lone.canCut(sizes, loop)) return {};
  if (!lone.fits(with(sizes, loop, sizes[loop] / lone.mostParts(sizes[loop], loop)), share)) return {};
  std::int64_t parts = 1;
  while (!lone.mayHave(parts, sizes[loop], loop) || !lone.fits(with(sizes, loop, sizes[loop] / parts), share)) ++parts;
  return LoopCut{loop, parts};
}

/// The fewest parts of one loop with which the layer fits; of equals, those of the first loop.
std::optional<LoopCut> oneCut(const LoneLayer& lone, std::int64_t share) {
  std::optional<LoopCut> best;
  for (std::size_t loop = 0; loop < lone.sizes.size(); ++loop) {
    const auto cut = cutThatFits(lone, lone.sizes, loop, share);
    if (cut && (!best || cut->parts < best->parts)) best = cut;
  }
  return best;
}

/// The fastest cuts found so far, by estimate.
struct Fastest {
  const LoneLayer& lone;
  Cuts cuts;
  double cycles;

  void offer(const Cuts& other) {
    const double estimate = lone.estimatedCycles(other);
    if (estimate >= cycles) return;
    cycles = estimate;
    cuts = other;
  }

  /// Both orders of `outer` and the fewest parts of any other loop that make the layer fit; whether there are any.
  bool offerPairs(const LoopCut& outer, std::int64_t share) {
    const LoopSizes sizes = with(lone.sizes, outer.loop, lone.sizes[outer.loop] / outer.parts);
    bool any = false;
    for (std::size_t loop = 0; loop < sizes.size(); ++loop) {
      if (loop == outer.loop) continue;
      const auto inner = cutThatFits(lone, sizes, loop, share);
      if (!inner) continue;
      offer({outer, *inner});
      offer({*inner, outer});
      any = true;
    }
    return any;
  }
};

/// The loops cut one after the other as finely as the array allows, until the layer fits: when no two loops suffice.
Cuts finestCuts(const LoneLayer& lone) {
  Cuts cuts;
  LoopSizes sizes = lone.sizes;
  for (std::size_t loop = 0; loop < sizes.size() && !lone.fits(sizes, 1); ++loop) {
    if (!lone.canCut(sizes, loop)) continue;
    const std::int64_t parts = lone.mostParts(sizes[loop], loop);
    if (parts == 1) continue;
    sizes[loop] /= parts;
    cuts.push_back({loop, parts});
  }
  std::ranges::stable_sort(cuts, std::ranges::greater{},
                           [&](const LoopCut& cut) { return lone.largestRepeated(cut.loop); });
  return cuts;
}

/// Two loops cut so that the layer fits, in all the ways there are; more loops if two do not suffice.
void offerSeveralCuts(Fastest& fastest) {
  const LoneLayer& lone = fastest.lone;
  bool fits = false;
  for (std::size_t loop = 0; loop < lone.sizes.size(); ++loop) {
    if (!lone.canCut(lone.sizes, loop)) continue;
    const std::int64_t most = lone.mostParts(lone.sizes[loop], loop);
    for (std::int64_t parts = 2; parts <= most; ++parts) {
      if (!lone.mayHave(parts, lone.sizes[loop], loop)) continue;
      for (std::int64_t share : {2, 1}) fits |= fastest.offerPairs({loop, parts}, share);
    }
  }
  if (!fits) fastest.offer(finestCuts(lone));
}

/// The fastest cuts by estimate: one loop if that makes the layer fit, else several; none if streaming all operands
/// through in one tile is faster.
Cuts cutsOf(const LoneLayer& lone) {
  Fastest fastest{lone, {}, lone.estimatedCycles({})};
  bool fits = false;
  for (std::int64_t share : {4, 2, 1}) {
    if (lone.fits(lone.sizes, share)) return fastest.cuts;
    const auto cut = oneCut(lone, share);
    if (!cut) continue;
    fastest.offer({*cut});
    fits = true;
  }
  if (!fits) offerSeveralCuts(fastest);
  return fastest.cuts;
}

/// A tiling names its fastest loop first.
Tiling tilingOf(const LoneLayer& lone) {
  Tiling tiling;
  for (const LoopCut& cut : cutsOf(lone)) tiling.push_back({.dim = lone.layer.dims[cut.loop].name, .parts = cut.parts});
  std::ranges::reverse(tiling);
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
    own.intraCore = tilingOf(loneLayer(layer, own, accelerator));
  }
  return mapping;
}

}  // namespace fusewright
