#include "core/tiling/tile_order.h"

#include <algorithm>

namespace fusewright {
namespace {

/// What takes turns inside a group: a layer, or all steps of one kind of a recurrence.
struct Lane {
  LayerId family;
  std::vector<LayerId> layers;     ///< one layer, or one per step
  std::int64_t tilesPerLayer = 0;  ///< of every one of `layers`
  bool recurrent = false;

  [[nodiscard]] std::int64_t tiles() const { return tilesPerLayer * static_cast<std::int64_t>(layers.size()); }
};

std::vector<Lane> lanesOf(const Workload& workload, const FusionGroup& group, const std::vector<LayerTiling>& tilings) {
  std::vector<Lane> lanes;
  for (LayerId id : group.layers) {
    const Layer& layer = workload.layer(id);
    const bool recurrent = layer.recurrence.has_value();
    // Steps come in file order, so the lane of a family is among the last few.
    const auto found =
        std::find_if(lanes.rbegin(), lanes.rend(), [&](const Lane& lane) { return lane.family == layer.family; });
    if (recurrent && found != lanes.rend()) {
      found->layers.push_back(id);
      continue;
    }
    lanes.push_back(
        {.family = layer.family, .layers = {id}, .tilesPerLayer = tilings[id.index()].tiles, .recurrent = recurrent});
  }
  return lanes;
}

std::int64_t slotsOf(const std::vector<Lane>& lanes) {
  std::int64_t slots = 0;
  for (const Lane& lane : lanes)
    if (!lane.recurrent && (slots == 0 || lane.tiles() < slots)) slots = lane.tiles();
  if (slots > 0) return slots;
  for (const Lane& lane : lanes) slots = slots == 0 ? lane.tiles() : std::min(slots, lane.tiles());
  return slots;
}

OrderedTile tileOf(const Lane& lane, std::int64_t number, std::int32_t group) {
  const auto steps = static_cast<std::int64_t>(lane.layers.size());
  return {.layer = lane.layers[static_cast<std::size_t>(number % steps)],
          .indexInLayer = static_cast<std::int32_t>(number / steps),
          .group = group};
}

/// Tiles [begin, end) of a lane.
struct LaneShare {
  const Lane* lane = nullptr;
  std::int64_t begin = 0;
  std::int64_t end = 0;

  [[nodiscard]] std::int64_t tiles() const { return end - begin; }
  [[nodiscard]] LaneShare slot(std::int64_t number, std::int64_t slots) const {
    return {lane, begin + number * tiles() / slots, begin + (number + 1) * tiles() / slots};
  }
};

/// TileOrder::Nested: as many slots as the shortest share has tiles; in each, a run of neighbours with more than one
/// tile shares the slot out the same way. A share alone gives its tiles in order.
void addNested(const std::vector<LaneShare>& shares, std::int32_t group, std::vector<OrderedTile>& order) {
  const std::int64_t slots = std::ranges::min(shares, {}, &LaneShare::tiles).tiles();
  if (shares.size() == 1 || slots == 0) {
    for (const LaneShare& share : shares)
      for (std::int64_t tile = share.begin; tile < share.end; ++tile) order.push_back(tileOf(*share.lane, tile, group));
    return;
  }
  for (std::int64_t slot = 0; slot < slots; ++slot) {
    std::vector<LaneShare> run;
    const auto endRun = [&] {
      if (!run.empty()) addNested(run, group, order);
      run.clear();
    };
    for (const LaneShare& share : shares) {
      const LaneShare part = share.slot(slot, slots);
      if (part.tiles() == 1) {
        endRun();
        order.push_back(tileOf(*part.lane, part.begin, group));
      } else {
        run.push_back(part);
      }
    }
    endRun();
  }
}

}  // namespace

std::vector<OrderedTile> orderTiles(const Workload& workload, const FusionPlan& plan,
                                    const std::vector<LayerTiling>& tilings) {
  std::vector<OrderedTile> order;
  std::int64_t total = 0;
  for (const LayerTiling& tiling : tilings) total += tiling.tiles;
  order.reserve(static_cast<std::size_t>(total));
  for (std::size_t group = 0; group < plan.groups.size(); ++group) {
    const std::vector<Lane> lanes = lanesOf(workload, plan.groups[group], tilings);
    if (plan.order != TileOrder::Turns) {
      std::vector<LaneShare> shares;
      for (const Lane& lane : lanes) shares.push_back({&lane, 0, lane.tiles()});
      addNested(shares, static_cast<std::int32_t>(group), order);
      continue;
    }
    const std::int64_t slots = slotsOf(lanes);
    for (std::int64_t slot = 0; slot < slots; ++slot)
      for (const Lane& lane : lanes)
        for (std::int64_t tile = slot * lane.tiles() / slots; tile < (slot + 1) * lane.tiles() / slots; ++tile)
          order.push_back(tileOf(lane, tile, static_cast<std::int32_t>(group)));
  }
  return order;
}

}  // namespace fusewright
