#include "widgets/graph/graph_drop_layout.h"

#include <algorithm>
#include <utility>

namespace fusewright {
namespace {

/// From the cursor to the text, in pixels: clear of the arrow.
constexpr double kBeside = 14;

template <typename Value>
std::vector<Value> eachOnce(std::vector<Value> values) {
  std::ranges::sort(values);
  const auto again = std::ranges::unique(values);
  values.erase(again.begin(), again.end());
  return values;
}

std::vector<std::size_t> groupsOfBox(const DraggedGraph& graph, const std::vector<std::int32_t>& groupOf,
                                     std::size_t box) {
  std::vector<std::size_t> groups;
  for (const LayerId layer : layersOfBox(graph, box))
    groups.push_back(static_cast<std::size_t>(groupOf[layer.index()]));
  return eachOnce(std::move(groups));
}

/// The frame under a point stands for its group; a box in it that takes no time does so too.
std::vector<std::size_t> groupsAt(const DraggedGraph& graph, const std::vector<std::int32_t>& groupOf, QPointF point) {
  if (const auto box = boxAt(graph.scene, point)) {
    auto groups = groupsOfBox(graph, groupOf, *box);
    if (!groups.empty()) return groups;
  }
  const auto hull = hullAt(graph.scene, graph.hulls, point);
  if (!hull) return {};
  return {static_cast<std::size_t>(graph.hulls[*hull].group)};
}

}  // namespace

std::vector<LayerId> layersOfBox(const DraggedGraph& graph, std::size_t box) {
  const Block& block = graph.tree.block(graph.scene.boxes[box].block);
  std::vector<LayerId> layers;
  for (std::int32_t layer = block.first; layer < block.last; ++layer)
    if (graph.workload.layer(LayerId(layer)).kind == LayerKind::Compute) layers.emplace_back(layer);
  return layers;
}

std::optional<GraphTarget> targetAt(const DraggedGraph& graph, std::size_t dragged, QPointF point) {
  if (boxAt(graph.scene, point) == dragged) return std::nullopt;
  const auto groupOf = groupsOfLayers(graph.workload, graph.plan);
  GraphTarget target{.groups = groupsAt(graph, groupOf, point), .boxes = {}};
  if (target.groups.empty()) return std::nullopt;
  if (target.groups.size() == 1 && groupsOfBox(graph, groupOf, dragged) == target.groups) return std::nullopt;
  for (const std::size_t group : target.groups)
    for (const LayerId layer : graph.plan.groups[group].layers)
      if (const auto box = boxOf(graph.scene, layer)) target.boxes.push_back(*box);
  target.boxes = eachOnce(std::move(target.boxes));
  return target;
}

std::optional<MoveLayers> droppedOn(const DraggedGraph& graph, std::size_t dragged, const GraphTarget& target) {
  MoveLayers move{.layers = layersOfBox(graph, dragged), .group = target.groups.front()};
  if (move.layers.empty()) return std::nullopt;
  for (const std::size_t group : target.groups) {
    if (group == move.group) continue;
    const auto& layers = graph.plan.groups[group].layers;
    move.layers.insert(move.layers.end(), layers.begin(), layers.end());
  }
  move.layers = eachOnce(std::move(move.layers));
  return move;
}

QRectF placeBeside(QPointF cursor, QSizeF size, const QRectF& area) {
  QRectF place(cursor + QPointF(kBeside, kBeside), size);
  if (place.right() > area.right()) place.moveRight(cursor.x() - kBeside);
  if (place.bottom() > area.bottom()) place.moveBottom(cursor.y() - kBeside);
  if (place.left() < area.left()) place.moveLeft(area.left());
  if (place.top() < area.top()) place.moveTop(area.top());
  return place;
}

QPointF shiftAtEdge(QPointF cursor, const QRectF& area, double edge) {
  const auto shift = [&](double at, double low, double high) {
    if (at < low + edge) return std::min(low + edge - at, edge);
    return at > high - edge ? -std::min(at - high + edge, edge) : 0;
  };
  return {shift(cursor.x(), area.left(), area.right()), shift(cursor.y(), area.top(), area.bottom())};
}

}  // namespace fusewright
