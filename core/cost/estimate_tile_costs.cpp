#include "core/cost/estimate_tile_costs.h"

#include <algorithm>
#include <map>

#include "core/cost/estimate_tile_cost.h"
#include "core/cost/streamed_operands.h"
#include "core/mapping/propose_mapping.h"
#include "core/workload/assumed_workload.h"

namespace fusewright {
namespace {

constexpr std::int32_t kUnknown = -1;

/// For every core the first core that costs the same.
std::vector<std::size_t> coreKinds(const Accelerator& accelerator) {
  std::vector<std::size_t> kinds;
  for (std::size_t i = 0; i < accelerator.cores.size(); ++i) {
    Core core = accelerator.cores[i];
    std::size_t kind = 0;
    for (; kind < i; ++kind) {
      core.name = accelerator.cores[kind].name;
      if (accelerator.cores[kind] == core) break;
    }
    kinds.push_back(kind);
  }
  return kinds;
}

/// With B6 being alone in its group does not send a layer's operands off chip.
std::vector<GroupMembership> groupMemberships(const Workload& workload, const FusionPlan& plan,
                                              const Assumptions& assumptions) {
  const auto alone = assumptions.has(Repair::LoneLayersStay) ? GroupMembership::Fused : GroupMembership::Alone;
  std::vector<GroupMembership> memberships(workload.layers.size(), alone);
  for (const FusionGroup& group : plan.groups) {
    if (group.layers.size() < 2) continue;
    for (const LayerId layer : group.layers) memberships[layer.index()] = GroupMembership::Fused;
  }
  return memberships;
}

/// Whether two layers of one family, cut and mapped as given, have tiles of the same shape. A family is one operator of
/// an unrolled recurrence, so its operands agree wherever its loops do.
bool sameTiles(const Layer& a, const LayerTiling& aTiling, const Layer& b, const LayerTiling& bTiling) {
  return a.cyclesPerOperation == b.cyclesPerOperation && a.inputs.size() == b.inputs.size() &&
         aTiling.tileSizes == bTiling.tileSizes && aTiling.interCoreParts == bTiling.interCoreParts;
}

/// Looks costs up by layer and kind of core; computes what is new.
class Estimator {
 public:
  Estimator(const Workload& workload, const Accelerator& accelerator, const Mapping& mapping, const TileGraph& graph,
            TileCostTable& table, const Assumptions& assumptions)
      : workload_(workload),
        accelerator_(accelerator),
        mapping_(mapping),
        graph_(graph),
        table_(table),
        assumptions_(assumptions),
        kinds_(coreKinds(accelerator)),
        memberships_(groupMemberships(workload, mapping.fusion, assumptions)),
        known_(workload.layers.size() * accelerator.cores.size(), kUnknown) {}

  /// Index of the cost of tile number `inLayer` of `layer` on `core` in `distinct()`.
  std::int32_t indexOf(LayerId layer, std::int32_t inLayer, CoreId core) {
    const std::size_t kind = kinds_[core.index()];
    if (graph_.layerTilings[layer.index()].overlaps()) return indexOfSize(layer, inLayer, kind);
    std::int32_t& index = known_[layer.index() * kinds_.size() + kind];
    if (index == kUnknown) index = indexOfNew(layer, kind);
    return index;
  }

  std::vector<TileCost>& distinct() { return distinct_; }
  std::vector<std::int32_t>& loopNest() { return loopNest_; }

 private:
  std::int32_t indexOfNew(LayerId layer, std::size_t kind) {
    const LayerId family = workload_.layer(layer).family;
    const std::int32_t ofFamily = known_[family.index() * kinds_.size() + kind];
    if (ofFamily != kUnknown && isLike(layer, family)) return ofFamily;
    return indexOfKey(layer, kind, graph_.layerTilings[layer.index()]);
  }

  /// Of a layer whose tiles differ in size, since those at a border recompute less: a few sizes, of which the one of
  /// the tile before is the likeliest.
  std::int32_t indexOfSize(LayerId layer, std::int32_t inLayer, std::size_t kind) {
    const LayerTiling& tiling = graph_.layerTilings[layer.index()];
    const Box box = tileRanges(tiling, inLayer);
    SizedCosts& known = sized_[{layer, kind}];
    const auto hasSize = [&](const SizedCost& cost) {
      return std::ranges::equal(cost.sizes, box.axes(), {}, {}, &Interval::size);
    };
    if (!known.empty() && hasSize(known[lastSized_ % known.size()])) return known[lastSized_ % known.size()].index;
    const auto found = std::ranges::find_if(known, hasSize);
    lastSized_ = static_cast<std::size_t>(found - known.begin());
    if (found != known.end()) return found->index;
    LayerTiling ofSize = tiling;
    for (std::size_t dim = 0; dim < box.rank; ++dim) ofSize.tileSizes[dim] = box.ranges[dim].size();
    const std::int32_t index = indexOfKey(layer, kind, ofSize);
    known.push_back({std::move(ofSize.tileSizes), index});
    return index;
  }

  bool isLike(LayerId layer, LayerId family) const {
    return memberships_[layer.index()] == memberships_[family.index()] &&
           sameTiles(workload_.layer(layer), graph_.layerTilings[layer.index()], workload_.layer(family),
                     graph_.layerTilings[family.index()]) &&
           mapping_.layers[layer.index()].spatial == mapping_.layers[family.index()].spatial;
  }

  std::int32_t indexOfKey(LayerId layer, std::size_t kind, const LayerTiling& tiling) {
    const Core& core = accelerator_.cores[kind];
    const Core& offChip = accelerator_.core(accelerator_.offChip);
    TileShape shape = makeTileShape(workload_, layer, tiling,
                                    {.group = memberships_[layer.index()], .parallelParts = tiling.interCoreParts});
    const SpatialMapping& asked = mapping_.layers[layer.index()].spatial;
    const bool flattened =
        assumptions_.has(Repair::TrueElementwise) && asked.unrollings.empty() && isElementwise(workload_.layer(layer));
    if (flattened) shape.lanes = LaneRule::Flattened;
    const bool byRole = assumptions_.has(Repair::AxisIdentity) && !core.dataflow.empty();
    const SpatialMapping spatial = flattened ? asked
                                   : byRole  ? spatialOfDataflow(workload_.layer(layer), core)
                                             : spatialMappingOn(core, asked);
    TileCostKey key = tileCostKey(shape, core, offChip, spatial, assumptions_);
    const auto [place, isNew] = byKey_.try_emplace(std::move(key), static_cast<std::int32_t>(distinct_.size()));
    if (!isNew) return place->second;
    std::optional<TileCost> cost = table_.find(place->first);
    if (!cost) {
      cost = estimateTileCost(shape, core, offChip, spatial, streamedOperands(shape, core), assumptions_);
      table_.insert(place->first, *cost);
    }
    loopNest_.push_back(nestOf(shape, *cost));
    distinct_.push_back(std::move(*cost));
    return place->second;
  }

  /// The number of the tile's loop sizes and unrolling.
  std::int32_t nestOf(const TileShape& shape, const TileCost& cost) {
    std::vector<double> nest;
    for (const LoopDim& dim : shape.dims) nest.push_back(static_cast<double>(dim.size));
    for (const SpatialLoop& loop : cost.spatial)
      nest.insert(nest.end(), {static_cast<double>(loop.arrayDim), static_cast<double>(loop.dim), loop.size});
    nest.push_back(static_cast<double>(shape.dims.size()));
    return nests_.try_emplace(std::move(nest), static_cast<std::int32_t>(nests_.size())).first->second;
  }

  const Workload& workload_;
  const Accelerator& accelerator_;
  const Mapping& mapping_;
  const TileGraph& graph_;
  TileCostTable& table_;
  const Assumptions& assumptions_;
  std::vector<std::size_t> kinds_;            ///< by core
  std::vector<GroupMembership> memberships_;  ///< by layer
  std::vector<std::int32_t> known_;           ///< by layer, then kind of core
  /// The cost of the tiles of one size of a layer.
  struct SizedCost {
    std::vector<std::int64_t> sizes;  ///< by loop dimension
    std::int32_t index = 0;
  };
  using SizedCosts = std::vector<SizedCost>;
  std::map<std::pair<LayerId, std::size_t>, SizedCosts> sized_;  ///< of layers whose tiles overlap, by kind of core
  std::size_t lastSized_ = 0;
  std::map<TileCostKey, std::int32_t> byKey_;
  std::map<std::vector<double>, std::int32_t> nests_;
  std::vector<TileCost> distinct_;
  std::vector<std::int32_t> loopNest_;  ///< as distinct_
};

}  // namespace

TileCosts estimateTileCosts(const Workload& workload, const Accelerator& accelerator, const Mapping& mapping,
                            const TileGraph& graph, TileCostTable& table, const Assumptions& assumptions,
                            std::stop_token stop) {
  Estimator estimator(workload, accelerator, mapping, graph, table, assumptions);
  TileCosts costs;
  costs.ofTile.reserve(graph.size());
  for (std::size_t tile = 0; tile < graph.size() && !stop.stop_requested(); ++tile) {
    costs.ofTile.push_back(estimator.indexOf(graph.layer[tile], graph.indexInLayer[tile], graph.core[tile]));
  }
  costs.distinct = std::move(estimator.distinct());
  costs.loopNest = std::move(estimator.loopNest());
  return costs;
}

SpatialMapping spatialMappingOn(const Core& core, const SpatialMapping& ofLayer) {
  if (core.dataflow.empty()) return ofLayer;
  SpatialMapping mapping;
  for (const DataflowDim& flow : core.dataflow) {
    const auto found = std::find_if(core.array.dims.begin(), core.array.dims.end(),
                                    [&flow](const ArrayDim& dim) { return dim.name == flow.arrayDim; });
    if (found == core.array.dims.end()) continue;
    mapping.unrollings.push_back({static_cast<int>(found - core.array.dims.begin()), flow.loopDim, flow.factor});
  }
  return mapping;
}

}  // namespace fusewright
