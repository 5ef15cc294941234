#include "widgets/graph/graph_scene.h"

#include <algorithm>

namespace fusewright {
namespace {

constexpr double kLeastWidth = 84;
constexpr double kMostWidth = 230;
constexpr double kLineHeight = 1.3;
/// Width of a letter as a share of the text's height, generously; longer texts are cut when they are drawn.
constexpr double kLetterWidth = 0.6;
constexpr double kBoldLetterWidth = 0.66;

BoxSize sizeOf(const BoxLabel& label) {
  const double title = static_cast<double>(label.title.size()) * kTitlePixels * kBoldLetterWidth;
  const double name = static_cast<double>(label.name.size()) * kNamePixels * kLetterWidth;
  const double shape = static_cast<double>(label.shape.size()) * kShapePixels * kLetterWidth;
  double height = kTitlePixels * kLineHeight;
  if (!label.name.isEmpty()) height += kNamePixels * kLineHeight;
  if (!label.shape.isEmpty()) height += kShapePixels * kLineHeight;
  return {.width = std::clamp(std::max({title, name, shape}) + 3 * kBoxPadding, kLeastWidth, kMostWidth),
          .height = height + 2 * kBoxPadding - 2};
}

GraphCurve curveOf(const std::vector<Point>& points) {
  GraphCurve curve;
  for (const Point& point : points) curve.points.emplace_back(point.x, point.y);
  const auto [left, right] = std::ranges::minmax_element(curve.points, {}, &QPointF::x);
  const auto [top, bottom] = std::ranges::minmax_element(curve.points, {}, &QPointF::y);
  curve.bounds = QRectF(QPointF(left->x(), top->y()), QPointF(right->x(), bottom->y()));
  return curve;
}

}  // namespace

LayoutProblem layoutProblem(const Workload& workload, const BlockTree& tree, const ShownGraph& shown,
                            FlowDirection flow) {
  LayoutProblem problem{.boxes = {}, .edges = {}, .flow = flow};
  for (const BlockId block : shown.boxes) problem.boxes.push_back(sizeOf(boxLabel(workload, tree, block)));
  for (const ShownEdge& edge : shown.edges) problem.edges.push_back({edge.from, edge.to});
  return problem;
}

GraphScene makeScene(const Workload& workload, const BlockTree& tree, const ShownGraph& shown,
                     const LayoutProblem& problem, const GraphLayout& layout) {
  GraphScene scene{.shown = shown, .size = QSizeF(layout.size.width, layout.size.height)};
  std::vector<QRectF> rectangles;
  for (std::size_t box = 0; box < shown.boxes.size(); ++box) {
    const Block& block = tree.block(shown.boxes[box]);
    QRectF rectangle(0, 0, problem.boxes[box].width, problem.boxes[box].height);
    rectangle.moveCenter({layout.centres[box].x, layout.centres[box].y});
    rectangles.push_back(rectangle);
    scene.boxes.push_back({.block = shown.boxes[box],
                           .rectangle = rectangle,
                           .label = boxLabel(workload, tree, shown.boxes[box]),
                           .operatorClass = classOf(workload, block),
                           .kind = block.kind});
  }
  scene.boxIndex = RectIndex(rectangles);
  rectangles.clear();
  for (const auto& points : layout.curves) {
    scene.curves.push_back(curveOf(points));
    rectangles.push_back(scene.curves.back().bounds);
  }
  scene.curveIndex = RectIndex(rectangles);
  return scene;
}

std::optional<std::size_t> boxAt(const GraphScene& scene, QPointF point) {
  const auto touching = scene.boxIndex.touching(QRectF(point, QSizeF(0, 0)));
  return touching.empty() ? std::nullopt : std::optional<std::size_t>(touching.front());
}

std::optional<std::size_t> boxOf(const GraphScene& scene, LayerId layer) {
  if (layer.index() >= scene.shown.boxOfLayer.size()) return std::nullopt;
  return scene.shown.boxOfLayer[layer.index()];
}

}  // namespace fusewright
