#include "widgets/graph/graph_hulls.h"

#include <algorithm>
#include <map>

#include <QPainterPath>

#include "widgets/common/palette.h"

namespace fusewright {
namespace {

constexpr std::int32_t kUndecided = -1;  ///< costs nothing
constexpr std::int32_t kMixed = -2;      ///< shows several groups, or layers that are alone

/// The one group of two or more layers that a block shows.
std::int32_t groupOfBlock(const Block& block, const std::vector<std::int32_t>& groups, const FusionPlan& plan) {
  std::int32_t group = kUndecided;
  for (std::int32_t layer = block.first; layer < block.last; ++layer) {
    const std::int32_t here = groups[static_cast<std::size_t>(layer)];
    if (here < 0) continue;
    if (group >= 0 && here != group) return kMixed;
    group = here;
  }
  const bool alone = group >= 0 && plan.groups[static_cast<std::size_t>(group)].layers.size() < 2;
  return alone ? kMixed : group;
}

/// Boxes without cost join the group that everything before and after them belongs to.
void fillBetween(const ShownGraph& shown, std::vector<std::int32_t>& ofBox) {
  std::vector<std::vector<std::size_t>> before(ofBox.size());
  std::vector<std::vector<std::size_t>> after(ofBox.size());
  for (const ShownEdge& edge : shown.edges) {
    before[edge.to].push_back(edge.from);
    after[edge.from].push_back(edge.to);
  }
  // What the readers of a box agree on, from the last box to the first; then what feeds it has to agree too.
  std::vector<std::int32_t> below = ofBox;
  const auto agreed = [](const std::vector<std::size_t>& boxes, const std::vector<std::int32_t>& groups) {
    std::int32_t group = kUndecided;
    for (const std::size_t box : boxes) {
      if (group != kUndecided && groups[box] != group) return kMixed;
      group = groups[box];
    }
    return group;
  };
  for (std::size_t box = ofBox.size(); box-- > 0;)
    if (below[box] == kUndecided) below[box] = agreed(after[box], below);
  for (std::size_t box = 0; box < ofBox.size(); ++box) {
    if (ofBox[box] != kUndecided) continue;
    const std::int32_t above = agreed(before[box], ofBox);
    ofBox[box] = above >= 0 && above == below[box] ? above : kMixed;
  }
}

bool isAlong(const GraphCurve& curve, QPointF point) {
  const double reach = kHullArrow / 2;
  if (!curve.bounds.adjusted(-reach, -reach, reach, reach).contains(point)) return false;
  QPainterPath path(curve.points.front());
  for (std::size_t at = 1; at + 2 < curve.points.size(); at += 3)
    path.cubicTo(curve.points[at], curve.points[at + 1], curve.points[at + 2]);
  QPainterPathStroker stroker;
  stroker.setWidth(kHullArrow);
  stroker.setCapStyle(Qt::FlatCap);
  return stroker.createStroke(path).contains(point);
}

}  // namespace

std::optional<std::size_t> hullAt(const GraphScene& scene, const std::vector<GraphHull>& hulls, QPointF point) {
  const auto around = [&](std::size_t box) {
    return scene.boxes[box].rectangle.adjusted(-kHullMargin, -kHullMargin, kHullMargin, kHullMargin).contains(point);
  };
  const auto along = [&](std::size_t edge) { return isAlong(scene.curves[edge], point); };
  for (std::size_t index = 0; index < hulls.size(); ++index)
    if (std::ranges::any_of(hulls[index].boxes, around) || std::ranges::any_of(hulls[index].curves, along))
      return index;
  return std::nullopt;
}

std::vector<std::int32_t> groupsOfLayers(const Workload& workload, const FusionPlan& plan) {
  std::vector<std::int32_t> groups(workload.layers.size(), -1);
  for (std::size_t group = 0; group < plan.groups.size(); ++group)
    for (const LayerId layer : plan.groups[group].layers)
      if (layer.index() < groups.size()) groups[layer.index()] = static_cast<std::int32_t>(group);
  return groups;
}

std::vector<GraphHull> graphHulls(const GraphScene& scene, const BlockTree& tree, const Workload& workload,
                                  const FusionPlan& plan) {
  const auto groups = groupsOfLayers(workload, plan);
  const auto keys = colourKeys(workload);
  std::vector<std::int32_t> ofBox;
  for (const GraphBox& box : scene.boxes) ofBox.push_back(groupOfBlock(tree.block(box.block), groups, plan));
  fillBetween(scene.shown, ofBox);
  std::map<std::int32_t, GraphHull> hulls;
  for (std::size_t box = 0; box < ofBox.size(); ++box) {
    if (ofBox[box] < 0) continue;
    GraphHull& hull = hulls[ofBox[box]];
    hull.group = ofBox[box];
    hull.colourKey = keys[plan.groups[static_cast<std::size_t>(hull.group)].layers.front().index()];
    hull.boxes.push_back(box);
  }
  for (std::size_t edge = 0; edge < scene.shown.edges.size(); ++edge) {
    const ShownEdge& shown = scene.shown.edges[edge];
    if (ofBox[shown.from] >= 0 && ofBox[shown.from] == ofBox[shown.to]) hulls[ofBox[shown.to]].curves.push_back(edge);
  }
  std::vector<GraphHull> found;
  for (auto& [group, hull] : hulls) found.push_back(std::move(hull));
  return found;
}

}  // namespace fusewright
