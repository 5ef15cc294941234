#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/mapping/fusion_plan.h"
#include "widgets/graph/graph_scene.h"

namespace fusewright {

/// How far a frame reaches around its boxes, and how wide it is along its arrows; in units of the scene.
inline constexpr double kHullMargin = 9;
inline constexpr double kHullArrow = 15;

/// A fusion group of two or more layers as far as whole boxes show it.
struct GraphHull {
  std::int32_t group = 0;           ///< index into the plan
  std::uint16_t colourKey = 0;      ///< the timeline's colour of the group's first layer
  std::vector<std::size_t> boxes;   ///< in order; boxes that cost nothing belong to a group if all around them do
  std::vector<std::size_t> curves;  ///< arrows between them
};

/// Boxes that show layers of several groups belong to none. `workload` is the one that the plan was made for, as
/// costed.
[[nodiscard]] std::vector<GraphHull> graphHulls(const GraphScene& scene, const BlockTree& tree,
                                                const Workload& workload, const FusionPlan& plan);

/// The frame that a point of the scene lies in, around boxes or along arrows.
[[nodiscard]] std::optional<std::size_t> hullAt(const GraphScene& scene, const std::vector<GraphHull>& hulls,
                                                QPointF point);

/// The group of each layer; -1 for layers that cost nothing. By LayerId.
[[nodiscard]] std::vector<std::int32_t> groupsOfLayers(const Workload& workload, const FusionPlan& plan);

}  // namespace fusewright
