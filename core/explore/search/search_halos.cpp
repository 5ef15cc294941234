#include "core/explore/search/search_halos.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/explore/search/search_plan.h"
#include "core/mapping/halo_rules.h"
#include "core/mapping/layer_names.h"
#include "core/mapping/loop_roles.h"
#include "core/tiling/layer_tiling.h"
#include "core/tiling/recomputed_halos.h"

namespace fusewright {
namespace {

/// Whether the halos of group number `group` can be recomputed and there are any, cut as the evaluation is.
bool hasHalos(const Evaluation& evaluation, std::size_t group) {
  FusionPlan plan = evaluation.mapping->fusion;
  for (FusionGroup& other : plan.groups) other.halos = HaloRule::Stored;
  plan.groups[group].halos = HaloRule::Recomputed;
  const Workload& workload = *evaluation.workload;
  const auto cut =
      withRecomputedHalos(workload, plan, tileLayers(workload, *evaluation.mapping, evaluation.design.assumptions));
  return cut && std::ranges::any_of(plan.groups[group].layers,
                                    [&](LayerId layer) { return (*cut)[layer.index()].overlaps(); });
}

/// Strips of a few heights, whole and in blocks along the row, for an image that `layer` makes; nothing for others.
std::vector<Tiling> pixelBlocks(const Layer& layer) {
  constexpr std::array<std::int64_t, 4> kRowsOfATile{4, 10, 20, 60};
  constexpr std::array<std::int64_t, 4> kBlocksOfARow{1, 4, 8, 15};
  const auto rows = rowLoop(layer);
  auto columns = findLoop(layer, "OX");
  if (!columns) columns = findLoop(layer, "IX");
  if (!isImage(layer) || !rows || !columns || columns == rows) return {};
  const LoopDim& y = layer.dims[static_cast<std::size_t>(*rows)];
  const LoopDim& x = layer.dims[static_cast<std::size_t>(*columns)];
  std::set<std::pair<std::int64_t, std::int64_t>> parts;
  for (const std::int64_t height : kRowsOfATile)
    for (const std::int64_t blocks : kBlocksOfARow)
      parts.emplace(divisorFrom(y.size / height, y.size), divisorFrom(blocks, x.size));
  std::vector<Tiling> tilings;
  for (const auto& [strips, blocks] : parts) {
    if (strips * blocks == 1) continue;
    tilings.emplace_back();
    if (blocks > 1) tilings.back().push_back({x.name, blocks});
    if (strips > 1) tilings.back().push_back({y.name, strips});
  }
  return tilings;
}

/// The plan with one group, which it names as its number `place`, cut that way and no longer layer by layer.
ListedFusion recut(const Workload& workload, ListedFusion listed, std::size_t place, const FusionGroup& group,
                   const Tiling& tiling) {
  for (MappingRule& rule : listed.layers) {
    const auto layers = layersNamed(workload, rule.name);
    if (layers && std::ranges::all_of(*layers, [&](LayerId layer) {
          return std::ranges::find(group.layers, layer) != group.layers.end();
        }))
      rule.intraCore.reset();
  }
  listed.tilings.resize(std::max(listed.tilings.size(), listed.groups.size()));
  listed.tilings[place] = tiling;
  return listed;
}

/// Which of its groups a plan in names calls `group`, if it names the group's first layer.
std::optional<std::size_t> placeOf(const Workload& workload, const ListedFusion& listed, const FusionGroup& group) {
  for (std::size_t place = 0; place < listed.groups.size(); ++place)
    for (const std::string& name : listed.groups[place])
      if (const auto layers = layersNamed(workload, name);
          layers && std::ranges::find(*layers, group.layers.front()) != layers->end())
        return place;
  return std::nullopt;
}

/// All layers as one group in blocks of pixels, with the order and policies of `plan`; nothing for what ends in no
/// image or carries a state.
std::vector<ListedFusion> wholeInBlocks(const Workload& workload, const ListedFusion& plan) {
  ListedFusion whole{.groups = {{}}, .source = {}, .order = plan.order, .policy = plan.policy};
  const Layer* last = nullptr;
  for (const Layer& layer : workload.layers) {
    if (layer.kind != LayerKind::Compute) continue;
    if (layer.recurrence) return {};
    whole.groups.front().push_back(layer.name);
    last = &layer;
  }
  std::vector<ListedFusion> plans;
  if (last == nullptr) return plans;
  whole.halos = {HaloRule::Recomputed};
  for (Tiling& tiling : pixelBlocks(*last)) {
    whole.tilings = {std::move(tiling)};
    plans.push_back(whole);
  }
  return plans;
}

}  // namespace

std::vector<SearchCandidate> haloCandidates(const Evaluation& best, const std::string& name) {
  const Workload& workload = *best.workload;
  const ListedFusion plan = listedFrom(best);
  std::vector<SearchCandidate> candidates;
  const auto add = [&](ListedFusion fusion, std::string_view how) {
    SearchCandidate candidate{.name = name + std::string(how), .design = best.design, .plan = std::nullopt};
    candidate.design.mapping.fusion = std::move(fusion);
    candidate.design.mapping.tiling = TilingMode::PerStep;
    candidate.design.mapping.entries.clear();
    candidates.push_back(std::move(candidate));
  };
  const auto& groups = best.mapping->fusion.groups;
  for (std::size_t number = 0; number < groups.size(); ++number) {
    const FusionGroup& group = groups[number];
    const auto place = placeOf(workload, plan, group);
    if (!place || group.layers.size() < 2 || group.halos == HaloRule::Recomputed || !hasHalos(best, number)) continue;
    ListedFusion recomputed = plan;
    recomputed.halos.resize(std::max(plan.halos.size(), plan.groups.size()));
    recomputed.halos[*place] = HaloRule::Recomputed;
    add(recomputed, ", halos recomputed");
    const std::vector<LayerId> last = lastLayers(workload, group.layers);
    for (const Tiling& tiling : pixelBlocks(workload.layer(last.back())))
      add(recut(workload, recomputed, *place, group, tiling), ", halos of pixel blocks recomputed");
  }
  if (groups.size() > 1)
    for (ListedFusion& whole : wholeInBlocks(workload, plan))
      add(std::move(whole), ", all fused, halos of pixel blocks recomputed");
  return candidates;
}

}  // namespace fusewright
