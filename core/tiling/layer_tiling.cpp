#include "core/tiling/layer_tiling.h"

#include <algorithm>
#include <span>

namespace fusewright {
namespace {

/// Adds the loops of `entries` that cut `layer`, shrinking the tile sizes kept in `tiling`.
LayerTiling withEntries(LayerTiling tiling, const Layer& layer, const Tiling& entries) {
  for (const TilingEntry& entry : entries) {
    const auto dim = std::ranges::find(layer.dims, entry.dim, &LoopDim::name);
    if (dim == layer.dims.end()) continue;
    const auto position = static_cast<std::size_t>(dim - layer.dims.begin());
    const std::int64_t length = tiling.tileSizes[position];
    const std::int64_t asked =
        entry.parts == kOnePartPerIteration ? length : std::clamp<std::int64_t>(entry.parts, 1, length);
    const std::int64_t size = (length + asked - 1) / asked;
    const std::int64_t parts = (length + size - 1) / size;
    if (parts == 1) continue;
    tiling.loops.push_back({.dim = static_cast<int>(position), .parts = parts, .size = size});
    tiling.tileSizes[position] = size;
    tiling.tiles *= parts;
  }
  return tiling;
}

}  // namespace

LayerTiling tileLayer(const Layer& layer, const LayerMapping& mapping, GroupMembership membership) {
  LayerTiling tiling;
  tiling.tiles = 1;
  tiling.tileSizes.reserve(layer.dims.size());
  for (const LoopDim& dim : layer.dims) tiling.tileSizes.push_back(dim.size);
  tiling = withEntries(std::move(tiling), layer, mapping.interCore);
  tiling.interCoreParts = tiling.tiles;
  if (membership == GroupMembership::Fused) tiling = withEntries(std::move(tiling), layer, mapping.intraCore);
  return tiling;
}

std::int64_t interCorePart(const LayerTiling& tiling, std::int64_t index) {
  return index % tiling.interCoreParts;
}

Box tileRanges(const LayerTiling& tiling, std::int64_t index) {
  Box box;
  for (std::int64_t size : tiling.tileSizes) box.push({0, size});
  // A loop cut twice (across cores, then in time) adds both offsets.
  for (const TileLoop& loop : tiling.loops) {
    const std::int64_t offset = (index % loop.parts) * loop.size;
    Interval& range = box.ranges[static_cast<std::size_t>(loop.dim)];
    range.begin += offset;
    range.end += offset;
    index /= loop.parts;
  }
  for (std::size_t dim = 0; dim < tiling.covers.size(); ++dim)
    if (tiling.covers[dim].extent > 0) box.ranges[dim] = tiling.covers[dim].at(box.ranges[dim].begin);
  return box;
}

std::vector<LayerTiling> tileLayers(const Workload& workload, const Mapping& mapping, const Assumptions& assumptions) {
  std::vector<LayerTiling> tilings(workload.layers.size());
  for (const FusionGroup& group : mapping.fusion.groups) {
    const bool cut = group.layers.size() > 1 || assumptions.has(Repair::LoneLayersStay);
    const GroupMembership membership = cut ? GroupMembership::Fused : GroupMembership::Alone;
    for (LayerId layer : group.layers)
      tilings[layer.index()] = tileLayer(workload.layer(layer), mapping.layers[layer.index()], membership);
  }
  return tilings;
}

}  // namespace fusewright
