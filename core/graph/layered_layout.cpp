#include "core/graph/layered_layout.h"

#include <algorithm>
#include <utility>

#include "core/graph/order_points.h"
#include "core/graph/place_points.h"
#include "core/graph/rank_boxes.h"
#include "core/graph/rank_points.h"

namespace fusewright {
namespace {

/// The stretch that a rank takes across the flow of arrows.
struct Band {
  double top = 0;
  double bottom = 0;

  [[nodiscard]] double middle() const { return (top + bottom) / 2; }
};

double depthOf(const BoxSize& box, FlowDirection flow) {
  return flow == FlowDirection::Down ? box.height : box.width;
}

std::vector<Band> bandsOf(const RankPoints& graph, const LayoutProblem& problem) {
  std::vector<Band> bands;
  double top = 0;
  for (const auto& rank : graph.ranks) {
    double depth = 0;
    for (const std::size_t point : rank) {
      const auto& box = graph.points[point].box;
      if (box) depth = std::max(depth, depthOf(problem.boxes[*box], problem.flow));
    }
    bands.push_back({.top = top, .bottom = top + depth});
    top += depth + problem.rankGap;
  }
  return bands;
}

/// A curve through corners whose y never decreases, leaving and reaching each of them straight down.
std::vector<Point> smoothCurve(const std::vector<Point>& corners) {
  std::vector<Point> curve{corners.front()};
  for (std::size_t index = 1; index < corners.size(); ++index) {
    const Point from = curve.back();
    const Point to = corners[index];
    const bool goesOn = index + 1 < corners.size() && corners[index + 1].x == to.x;
    if (from == to || (from.x == to.x && goesOn)) continue;  // straight pieces in a row are one
    const double middle = (from.y + to.y) / 2;
    curve.insert(curve.end(), {{from.x, middle}, {to.x, middle}, to});
  }
  return curve;
}

/// Arrows run in the middle of nothing but gaps between ranks and their own passages.
std::vector<Point> curveOf(const LayoutProblem& problem, const RankPoints& graph, const std::vector<Band>& bands,
                           const std::vector<double>& places, std::size_t edge) {
  const auto [from, to] = problem.edges[edge];
  const Band& start = bands[static_cast<std::size_t>(graph.points[from].rank)];
  const Band& end = bands[static_cast<std::size_t>(graph.points[to].rank)];
  std::vector<Point> corners{{places[from], start.middle() + depthOf(problem.boxes[from], problem.flow) / 2},
                             {places[from], start.bottom}};
  for (const std::size_t passage : graph.passagesOf[edge]) {
    const Band& band = bands[static_cast<std::size_t>(graph.points[passage].rank)];
    corners.push_back({places[passage], band.top});
    corners.push_back({places[passage], band.bottom});
  }
  corners.push_back({places[to], end.top});
  corners.push_back({places[to], end.middle() - depthOf(problem.boxes[to], problem.flow) / 2});
  return smoothCurve(corners);
}

void turn(GraphLayout& layout) {
  for (Point& centre : layout.centres) std::swap(centre.x, centre.y);
  for (auto& curve : layout.curves)
    for (Point& point : curve) std::swap(point.x, point.y);
  std::swap(layout.size.width, layout.size.height);
}

}  // namespace

GraphLayout layeredLayout(const LayoutProblem& problem, std::stop_token stop) {
  RankPoints graph = makeRankPoints(problem, rankBoxes(problem));
  orderPoints(graph, stop);
  const std::vector<double> places = placePoints(graph, problem.boxGap, stop);
  const std::vector<Band> bands = bandsOf(graph, problem);
  GraphLayout layout;
  for (std::size_t box = 0; box < problem.boxes.size(); ++box)
    layout.centres.push_back({places[box], bands[static_cast<std::size_t>(graph.points[box].rank)].middle()});
  for (std::size_t edge = 0; edge < problem.edges.size(); ++edge)
    layout.curves.push_back(curveOf(problem, graph, bands, places, edge));
  for (std::size_t point = 0; point < places.size(); ++point)
    layout.size.width = std::max(layout.size.width, places[point] + graph.points[point].width / 2);
  layout.size.height = bands.empty() ? 0 : bands.back().bottom;
  if (problem.flow == FlowDirection::Right) turn(layout);
  return layout;
}

}  // namespace fusewright
