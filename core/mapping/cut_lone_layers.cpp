#include "core/mapping/cut_lone_layers.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "core/mapping/lone_layer.h"
#include "core/mapping/loop_roles.h"

namespace fusewright {
namespace {

using Cuts = std::vector<LoopCut>;  ///< slowest loop first

/// Cuts by which a layer takes at most this part longer than by the fastest are as good.
constexpr double kAboutAsFast = 0.01;

/// How many parts of a step loop are worth one of another loop.
constexpr double kStepLoopParts = 4;

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

/// Names of loops along which others go step by step: fused groups cut in time along them, recurrences unrolled along
/// them. A lone layer that is cut alike hands on whole tiles instead of a corner of every tile to every other.
using StepLoops = std::set<std::string>;

StepLoops stepLoops(const Workload& workload, const Mapping& mapping) {
  StepLoops loops;
  for (const FusionGroup& group : mapping.fusion.groups)
    for (LayerId id : group.layers) {
      const Layer& layer = workload.layer(id);
      if (layer.recurrence) {
        for (const LoopDim& dim : layer.dims)
          if (layer.family == id && dim.size == 1) loops.insert(dim.name);
        continue;
      }
      const Tiling& tiling = mapping.layers[id.index()].intraCore;
      if (group.layers.size() > 1 && !tiling.empty()) loops.insert(tiling.front().dim);
    }
  return loops;
}

/// The fewest parts of one loop with which the layer fits; of equals, those of the first loop. A step loop may have
/// kStepLoopParts times as many.
std::optional<LoopCut> oneCut(const LoneLayer& lone, const StepLoops& steps, std::int64_t share) {
  std::optional<LoopCut> best;
  double fewest = 0;
  for (std::size_t loop = 0; loop < lone.sizes.size(); ++loop) {
    const auto cut = cutThatFits(lone, lone.sizes, loop, share);
    if (!cut) continue;
    const bool step = steps.contains(lone.layer.dims[loop].name);
    const double counted = static_cast<double>(cut->parts) / (step ? kStepLoopParts : 1);
    if (best && counted >= fewest) continue;
    best = cut;
    fewest = counted;
  }
  return best;
}

/// What cuts are worth: how long the layer would take and into how many tiles it would fall.
struct Offer {
  Cuts cuts;
  double cycles = 0;
  double tiles = 1;
  bool stepwise = false;  ///< along a step loop, and others only inside its steps
};

/// All cuts that were thought of.
struct Offers {
  const LoneLayer& lone;
  const StepLoops& steps;
  std::vector<Offer> all = {};

  void offer(const Cuts& cuts) {
    double tiles = 1;
    for (const LoopCut& cut : cuts) tiles *= static_cast<double>(cut.parts);
    const bool stepwise = !cuts.empty() && steps.contains(lone.layer.dims[cuts.front().loop].name);
    all.push_back({cuts, lone.estimatedCycles(cuts), tiles, stepwise});
  }

  [[nodiscard]] double aboutTheLeastCycles() const {
    return std::ranges::min_element(all, {}, &Offer::cycles)->cycles * (1 + kAboutAsFast);
  }

  /// The fastest, or one along a step loop that is about as fast.
  [[nodiscard]] const Cuts& fastest() const {
    const double enough = aboutTheLeastCycles();
    const auto rank = [enough](const Offer& one) {
      return std::tuple(one.cycles > enough || !one.stepwise, one.cycles);
    };
    return std::ranges::min_element(all, {}, rank)->cuts;
  }

  /// Of those that are about as fast as the fastest the one with the fewest tiles. Finer cuts gain next to nothing by
  /// the estimate, which does not know what every further tile, dependency and transfer costs.
  [[nodiscard]] const Cuts& coarsest() const {
    const double enough = aboutTheLeastCycles();
    const auto rank = [enough](const Offer& one) { return std::tuple(one.cycles > enough, one.tiles, one.cycles); };
    return std::ranges::min_element(all, {}, rank)->cuts;
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

/// Two loops cut so that the layer fits, in all the ways there are; more loops if two do not suffice. If nothing can
/// stay while the layer streams by in one tile, what it reads again goes through the same memory in the same blocks and
/// moves as often as under the best cuts.
void offerSeveralCuts(Offers& offers) {
  const LoneLayer& lone = offers.lone;
  bool fits = false;
  for (std::size_t loop = 0; loop < lone.sizes.size(); ++loop) {
    if (!lone.canCut(lone.sizes, loop)) continue;
    const std::int64_t most = lone.mostParts(lone.sizes[loop], loop);
    for (std::int64_t parts = 2; parts <= most; ++parts) {
      if (!lone.mayHave(parts, lone.sizes[loop], loop)) continue;
      for (std::int64_t share : {2, 1}) fits |= offers.offerPairs({loop, parts}, share);
    }
  }
  if (!fits) {
    offers.offer(finestCuts(lone));
  } else if (!lone.canStreamOnce()) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t cut = 1; cut < offers.all.size(); ++cut)
      least = std::min(least, lone.movedBits(offers.all[cut].cuts));
    offers.all.front().cycles = lone.estimatedCycles({}, least);
  }
}

/// Single steps that are cut once more, for a layer that sums up nothing and whose steps are too large for some share
/// of the memory.
void offerCutSteps(Offers& offers) {
  const LoneLayer& lone = offers.lone;
  if (innerLoop(lone.layer)) return;
  for (std::size_t loop = 0; loop < lone.sizes.size(); ++loop) {
    if (!offers.steps.contains(lone.layer.dims[loop].name) || !lone.canCut(lone.sizes, loop)) continue;
    const std::int64_t most = lone.mostParts(lone.sizes[loop], loop);
    for (const std::int64_t share : {4, 2})
      if (!lone.fits(with(lone.sizes, loop, lone.sizes[loop] / most), share)) offers.offerPairs({loop, most}, share);
  }
}

/// The fastest cut of one loop that makes the layer fit, by estimate, or about as fast along a step loop; if there is
/// none and it sums up, the coarsest cuts of several; none if streaming all operands through in one tile is faster.
Cuts cutsOf(const LoneLayer& lone, const StepLoops& steps) {
  Offers offers{lone, steps};
  offers.offer({});
  for (std::int64_t share : {4, 2, 1}) {
    if (lone.fits(lone.sizes, share)) return offers.fastest();
    if (const auto cut = oneCut(lone, steps, share)) offers.offer({*cut});
  }
  offerCutSteps(offers);
  if (offers.all.size() > 1) return offers.fastest();
  offerSeveralCuts(offers);
  return offers.coarsest();
}

/// A tiling names its fastest loop first.
Tiling tilingOf(const LoneLayer& lone, const StepLoops& steps) {
  Tiling tiling;
  for (const LoopCut& cut : cutsOf(lone, steps))
    tiling.push_back({.dim = lone.layer.dims[cut.loop].name, .parts = cut.parts});
  std::ranges::reverse(tiling);
  return tiling;
}

}  // namespace

Mapping withLoneLayersCut(const Workload& workload, const Accelerator& accelerator, Mapping mapping,
                          const std::vector<bool>& kept) {
  const StepLoops steps = stepLoops(workload, mapping);
  std::vector<bool> cut(workload.layers.size(), false);
  for (const FusionGroup& group : mapping.fusion.groups) {
    if (group.layers.size() != 1) continue;
    const LayerId id = group.layers.front();
    if (!kept.empty() && kept[id.index()]) continue;
    const Layer& layer = workload.layer(id);
    LayerMapping& own = mapping.layers[id.index()];
    const LayerMapping& family = mapping.layers[layer.family.index()];
    cut[id.index()] = true;
    if (layer.family != id && cut[layer.family.index()] && family.cores == own.cores &&
        family.interCore == own.interCore && workload.layer(layer.family).dims == layer.dims) {
      own.intraCore = family.intraCore;
      continue;
    }
    // Tokens of a sequence pass by themselves through what sums up nothing.
    const bool byTokens = steps.empty() && !innerLoop(layer);
    own.intraCore = tilingOf(loneLayer(layer, own, accelerator), byTokens ? StepLoops{"L"} : steps);
  }
  return mapping;
}

}  // namespace fusewright
