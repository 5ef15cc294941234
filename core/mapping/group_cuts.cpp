#include "core/mapping/group_cuts.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/mapping/apply_tiling.h"
#include "core/mapping/halo_rules.h"
#include "core/mapping/layer_names.h"
#include "core/mapping/loop_roles.h"

namespace fusewright {
namespace {

/// What the layers of a group have of a loop.
struct LoopUse {
  std::string dim;
  std::vector<std::int64_t> sizes = {};  ///< where its iterations write different outputs, of leading layers; each once
  std::int64_t longest = 0;              ///< of any layer, whatever the loop does there
  std::size_t summing = 0;
  std::string sumsIn = {};  ///< the first layer that sums up over it
};

class GroupLoops {
 public:
  void add(const Layer& layer, bool leads) {
    for (std::size_t index = 0; index < layer.dims.size(); ++index) {
      const LoopDim& dim = layer.dims[index];
      LoopUse& use = useOf(dim.name);
      use.longest = std::max(use.longest, dim.size);
      if (!indexesOutput(layer, static_cast<int>(index))) {
        if (dim.size > 1 && use.summing++ == 0) use.sumsIn = std::string(familyName(layer));
      } else if (leads && std::ranges::find(use.sizes, dim.size) == use.sizes.end()) {
        use.sizes.push_back(dim.size);
      }
    }
  }

  [[nodiscard]] const std::vector<LoopUse>& uses() const { return uses_; }

 private:
  LoopUse& useOf(const std::string& dim) {
    const auto found = std::ranges::find(uses_, dim, &LoopUse::dim);
    if (found != uses_.end()) return *found;
    uses_.push_back({.dim = dim});
    return uses_.back();
  }

  std::vector<LoopUse> uses_;
};

/// Parts that divide the longest of `sizes`, and of the others all that have more iterations than parts.
std::vector<std::int64_t> legalParts(const std::vector<std::int64_t>& sizes) {
  const std::int64_t longest = std::ranges::max(sizes);
  std::vector<std::int64_t> low, high;
  for (std::int64_t parts = 1; parts * parts <= longest; ++parts) {
    if (longest % parts != 0) continue;
    low.push_back(parts);
    if (parts * parts != longest) high.push_back(longest / parts);
  }
  low.insert(low.end(), high.rbegin(), high.rend());
  std::erase_if(low, [&](std::int64_t parts) {
    return std::ranges::any_of(sizes, [&](std::int64_t size) { return parts < size && size % parts != 0; });
  });
  return low;
}

std::string whyNot(const LoopUse& use, const FusionGroup& group, const Assumptions& assumptions) {
  if (group.layers.size() == 1 && !assumptions.has(Repair::LoneLayersStay))
    return "a layer alone is one tile under these assumptions: fuse it with another, or switch B6 on";
  if (use.longest <= 1) return std::string("nothing to cut");
  if (use.sizes.empty() && use.summing > 0)
    return fmt::format("{} sums up over it: parts would be partial sums", use.sumsIn);
  if (use.sizes.empty())
    return std::string(
        "no layer at the end of the group has it, and where halos are recomputed the others follow those");
  if (std::ranges::max(use.sizes) <= 1) return std::string("one iteration in every layer that does not sum up over it");
  return {};
}

std::int64_t partsIn(const Tiling& cuts, std::string_view dim) {
  const auto found = std::ranges::find(cuts, dim, &TilingEntry::dim);
  return found == cuts.end() ? 1 : found->parts;
}

bool isCutSo(const Workload& workload, const Mapping& mapping, const FusionGroup& group, const Tiling& cuts) {
  Mapping blank;
  blank.layers.resize(workload.layers.size());
  const auto asked = withCuts(workload, group, cuts, std::move(blank));
  return asked && std::ranges::all_of(group.layers, [&](LayerId layer) {
           return asked->layers[layer.index()].intraCore == mapping.layers[layer.index()].intraCore;
         });
}

}  // namespace

Tiling presentCuts(const Workload& workload, const Mapping& mapping, const std::vector<LayerId>& layers) {
  Tiling all;
  for (const bool most : {true, false})
    for (const LayerId layer : layers) {
      const Tiling& own = mapping.layers[layer.index()].intraCore;
      if (most && own.size() < 2) continue;
      for (const TilingEntry& entry : own) {
        const auto loop = findLoop(workload.layer(layer), entry.dim);
        if (!loop) continue;
        const std::int64_t size = workload.layer(layer).dims[static_cast<std::size_t>(*loop)].size;
        const std::int64_t parts = entry.parts == kOnePartPerIteration ? size : entry.parts;
        const auto known = std::ranges::find(all, entry.dim, &TilingEntry::dim);
        if (known != all.end()) {
          known->parts = std::max(known->parts, parts);
        } else if (parts > 1) {
          all.push_back({.dim = entry.dim, .parts = parts});
        }
      }
    }
  return all;
}

GroupCuts cutsOf(const Workload& workload, const Mapping& mapping, const FusionGroup& group,
                 const Assumptions& assumptions) {
  const bool follow = group.halos == HaloRule::Recomputed && group.layers.size() > 1;
  const std::vector<LayerId> leading = follow ? lastLayers(workload, group.layers) : group.layers;
  GroupLoops loops;
  for (const LayerId layer : group.layers) loops.add(workload.layer(layer), std::ranges::binary_search(leading, layer));
  GroupCuts cuts;
  const bool isCut = group.layers.size() > 1 || assumptions.has(Repair::LoneLayersStay);
  if (isCut) cuts.present = presentCuts(workload, mapping, group.layers);
  cuts.alike = !isCut || isCutSo(workload, mapping, group, cuts.present);
  for (const LoopUse& use : loops.uses()) {
    CutLoop loop{.dim = use.dim,
                 .size = use.sizes.empty() ? use.longest : std::ranges::max(use.sizes),
                 .parts = partsIn(cuts.present, use.dim),
                 .sizes = use.sizes,
                 .legal = {},
                 .whyNot = whyNot(use, group, assumptions),
                 .summing = use.summing};
    std::ranges::sort(loop.sizes);
    if (loop.whyNot.empty()) loop.legal = legalParts(use.sizes);
    cuts.loops.push_back(std::move(loop));
  }
  std::ranges::stable_partition(cuts.loops, [](const CutLoop& loop) { return !loop.legal.empty(); });
  return cuts;
}

Tiling withParts(Tiling cuts, std::string_view dim, std::int64_t parts) {
  const auto known = std::ranges::find(cuts, dim, &TilingEntry::dim);
  if (parts == 1) {
    if (known != cuts.end()) cuts.erase(known);
  } else if (known != cuts.end()) {
    known->parts = parts;
  } else {
    cuts.push_back({.dim = std::string(dim), .parts = parts});
  }
  return cuts;
}

Tiling withFastest(Tiling cuts, std::string_view dim) {
  const auto known = std::ranges::find(cuts, dim, &TilingEntry::dim);
  if (known != cuts.end()) std::rotate(cuts.begin(), known, known + 1);
  return cuts;
}

std::int64_t tilesWhenCut(const Workload& workload, const Mapping& mapping, const FusionGroup& group,
                          const Tiling& cuts) {
  std::int64_t all = 0;
  for (const LayerId id : group.layers) {
    const Layer& layer = workload.layer(id);
    std::int64_t tiles = 1;
    for (const TilingEntry& entry : mapping.layers[id.index()].interCore)
      tiles *= std::max<std::int64_t>(entry.parts, 1);
    for (const TilingEntry& entry : cuts) {
      const auto loop = findLoop(layer, entry.dim);
      if (!loop || !indexesOutput(layer, *loop)) continue;
      const std::int64_t size = layer.dims[static_cast<std::size_t>(*loop)].size;
      tiles *= entry.parts == kOnePartPerIteration ? size : std::min(entry.parts, size);
    }
    all += tiles;
  }
  return all;
}

}  // namespace fusewright
