#include "widgets/fusion/drop_target.h"

#include <algorithm>

namespace fusewright {

std::vector<LayerId> draggedLayers(const Workload& workload, const FusionPlan& plan, std::span<const FusionRow> rows,
                                   const DragSource& source) {
  const FusionRow& row = rows[source.row];
  std::vector<LayerId> layers;
  for (std::size_t group = row.group; group < row.group + row.groups; ++group) {
    for (const LayerId layer : plan.groups[group].layers) {
      if (!source.family || workload.layer(layer).family == row.families[*source.family]) layers.push_back(layer);
    }
  }
  return layers;
}

std::optional<Regrouping> droppedOn(const Workload& workload, const FusionPlan& plan, std::span<const FusionRow> rows,
                                    const DragSource& source, const DropPlace& place) {
  if (source.row >= rows.size() || place.row >= rows.size()) return std::nullopt;
  const FusionRow& from = rows[source.row];
  const FusionRow& to = rows[place.row];
  std::vector<LayerId> layers = draggedLayers(workload, plan, rows, source);
  if (place.where == DropPlace::Where::On) {
    if (source.row == place.row) return std::nullopt;
    if (to.groups == 1) return MoveLayers{.layers = std::move(layers), .group = to.group};
    for (std::size_t group = to.group + 1; group < to.group + to.groups; ++group)
      layers.insert(layers.end(), plan.groups[group].layers.begin(), plan.groups[group].layers.end());
    return MoveLayers{.layers = std::move(layers), .group = to.group};
  }
  const std::size_t before = place.where == DropPlace::Where::Above ? to.group : to.group + to.groups;
  if (source.family && from.families.size() > 1) return SeparateLayers{.layers = std::move(layers), .before = before};
  const std::size_t last = from.group + from.groups - 1;
  if (before >= from.group && before <= last + 1) return std::nullopt;
  return ReorderGroups{.first = from.group, .last = last, .before = before};
}

}  // namespace fusewright
