#include "widgets/gantt/edge_layout.h"

#include <algorithm>
#include <cmath>

#include "widgets/common/format.h"
#include "widgets/common/text.h"

namespace fusewright {
namespace {

EdgeArrow arrowBetween(const QRectF& producer, const QRectF& consumer, const EdgeBundle& bundle, std::size_t count) {
  return {.from = QPointF(producer.right(), producer.center().y()),
          .to = QPointF(consumer.left(), consumer.center().y()),
          .level = bundle.level,
          .towards = bundle.towards,
          .count = count};
}

EdgeArrow arrowOf(const DependencyEdge& edge, const EdgeBundle& bundle, const EdgeGround& ground, std::size_t count) {
  return arrowBetween(ground.boxOf(edge.producer), ground.boxOf(edge.consumer), bundle, count);
}

/// The end of an edge that the bundle is about: what its tiles share is the other one or the layer of it.
TileId farEnd(const DependencyEdge& edge) {
  return edge.towards ? edge.producer : edge.consumer;
}

/// The middle of the curve, where a label stands.
QPointF middleOf(const EdgeCurve& curve) {
  return (curve.from + 3 * curve.bendFrom + 3 * curve.bendTo + curve.to) / 8;
}

/// A free place for a label near `middle`, inside the area; none if others are everywhere.
std::optional<QRectF> placeFor(const QPointF& middle, double width, const EdgePicture& picture,
                               const EdgeGround& ground) {
  constexpr int kTries = 9;
  const QRectF area = ground.area.adjusted(2, 2, -2, -2);
  if (width > area.width() || ground.lineHeight > area.height()) return std::nullopt;
  for (int attempt = 0; attempt < kTries; ++attempt) {
    // Above, then below, then further away on either side.
    const double away = (attempt + 1) / 2 * (attempt % 2 == 0 ? 1.0 : -1.0) * (ground.lineHeight + 1);
    QRectF box(middle.x() - width / 2, middle.y() - ground.lineHeight / 2 + away, width, ground.lineHeight);
    box.moveLeft(std::clamp(box.left(), area.left(), area.right() - width));
    box.moveTop(std::clamp(box.top(), area.top(), area.bottom() - ground.lineHeight));
    const auto over = [&](const EdgeLabel& label) { return label.box.intersects(box); };
    if (std::ranges::none_of(picture.labels, over)) return box;
  }
  return std::nullopt;
}

void addReach(EdgePicture& picture, const EdgeBundle& bundle, const EdgeGround& ground) {
  double left = ground.area.right();
  double right = ground.area.left();
  double top = 0;
  for (const DependencyEdge& edge : bundle.edges) {
    const QRectF box = ground.boxOf(farEnd(edge));
    left = std::min(left, box.left());
    right = std::max(right, box.right());
    top = box.top();
  }
  left = std::max(left, ground.area.left());
  right = std::min(right, ground.area.right());
  if (right > left) picture.reaches.push_back({.left = left, .right = right, .y = top, .towards = bundle.towards});
}

void addBundle(EdgePicture& picture, const EdgeBundle& bundle, const EdgeGround& ground) {
  std::vector<const DependencyEdge*> inView;
  for (const DependencyEdge& edge : bundle.edges) {
    const QRectF box = ground.boxOf(farEnd(edge));
    if (box.right() >= ground.area.left() && box.left() <= ground.area.right()) inView.push_back(&edge);
  }
  const bool single = bundle.edges.size() <= kMostSingleArrows;
  if (single || (!inView.empty() && inView.size() <= kMostSingleArrows)) {
    if (single)
      for (const DependencyEdge& edge : bundle.edges) picture.arrows.push_back(arrowOf(edge, bundle, ground, 1));
    else
      for (const DependencyEdge* edge : inView) picture.arrows.push_back(arrowOf(*edge, bundle, ground, 1));
  } else {
    const DependencyEdge& nearest = inView.empty() ? bundle.edges.front() : *inView.front();
    picture.arrows.push_back(arrowOf(nearest, bundle, ground, bundle.edges.size()));
  }
  if (single) return;
  addReach(picture, bundle, ground);
  const QString text =
      tr("%1 \u00d7 %2").arg(exactNumber(static_cast<double>(bundle.edges.size())), ground.nameOf(bundle.layer));
  const QPointF middle = middleOf(curveOf(picture.arrows.back()));
  if (const auto box = placeFor(middle, ground.widthOf(text) + 8, picture, ground))
    picture.labels.push_back({.box = *box, .text = text, .towards = bundle.towards});
}

}  // namespace

EdgeCurve curveOf(const EdgeArrow& arrow) {
  constexpr double kLeastBend = 18;
  const double bend = std::max(std::abs(arrow.to.y() - arrow.from.y()) / 2, kLeastBend);
  return {.from = arrow.from,
          .bendFrom = arrow.from + QPointF(bend * 0.4, -bend),
          .bendTo = arrow.to + QPointF(-bend * 0.4, -bend),
          .to = arrow.to};
}

EdgePicture layOutEdges(const std::vector<EdgeBundle>& bundles, const EdgeGround& ground) {
  EdgePicture picture;
  std::size_t drawn = 0;
  for (const EdgeBundle& bundle : bundles) {
    const DependencyEdge& first = bundle.edges.front();
    if (ground.boxOf(first.producer).isNull() || ground.boxOf(first.consumer).isNull()) continue;
    if (drawn == kMostBundles) {
      picture.left += bundle.edges.size();
      continue;
    }
    addBundle(picture, bundle, ground);
    ++drawn;
  }
  return picture;
}

}  // namespace fusewright
