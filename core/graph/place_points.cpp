#include "core/graph/place_points.h"

#include <algorithm>
#include <limits>

namespace fusewright {
namespace {

constexpr int kSweeps = 10;
constexpr double kPassageWeight = 6;  ///< long arrows straight before boxes in the middle

/// Gap between two neighbours in a rank, from centre to centre.
double distance(const RankPoint& left, const RankPoint& right, double gap) {
  const double between = left.box && right.box ? gap : gap / 2;
  return (left.width + right.width) / 2 + between;
}

enum class Look { Above, Below, Both };

/// Mean of the places of neighbours; a chain of passages pulls harder than a box does.
WantedPlace wantedPlace(const RankPoints& graph, std::size_t index, const std::vector<double>& places, Look look) {
  const RankPoint& point = graph.points[index];
  double sum = 0;
  double weights = 0;
  const auto add = [&](const std::vector<std::size_t>& neighbours) {
    for (const std::size_t next : neighbours) {
      const double weight = !point.box && !graph.points[next].box ? kPassageWeight : 1;
      sum += weight * places[next];
      weights += weight;
    }
  };
  if (look != Look::Below) add(point.before);
  if (look != Look::Above) add(point.after);
  if (weights == 0) return {.place = places[index], .weight = 0.1, .gap = 0};
  return {.place = sum / weights, .weight = weights, .gap = 0};
}

void placeRank(const RankPoints& graph, const std::vector<std::size_t>& rank, Look look, double gap,
               std::vector<double>& places) {
  std::vector<WantedPlace> wanted;
  wanted.reserve(rank.size());
  for (std::size_t at = 0; at < rank.size(); ++at) {
    wanted.push_back(wantedPlace(graph, rank[at], places, look));
    if (at > 0) wanted.back().gap = distance(graph.points[rank[at - 1]], graph.points[rank[at]], gap);
  }
  const auto nearest = nearestPlaces(wanted);
  for (std::size_t at = 0; at < rank.size(); ++at) places[rank[at]] = nearest[at];
}

/// Every rank packed from the left and centred on 0.
std::vector<double> packed(const RankPoints& graph, double gap) {
  std::vector<double> places(graph.points.size(), 0);
  for (const auto& rank : graph.ranks) {
    double right = 0;
    for (std::size_t at = 0; at < rank.size(); ++at) {
      if (at > 0) right += distance(graph.points[rank[at - 1]], graph.points[rank[at]], gap);
      places[rank[at]] = right;
    }
    for (const std::size_t point : rank) places[point] -= right / 2;
  }
  return places;
}

}  // namespace

std::vector<double> nearestPlaces(std::span<const WantedPlace> wanted) {
  struct Pool {
    double place = 0;
    double weight = 0;
    std::size_t count = 0;
  };
  std::vector<double> offsets;  // with gaps taken out, places only have to be in order
  std::vector<Pool> pools;
  for (std::size_t index = 0; index < wanted.size(); ++index) {
    offsets.push_back(index == 0 ? 0 : offsets.back() + wanted[index].gap);
    pools.push_back({wanted[index].place - offsets[index], wanted[index].weight, 1});
    while (pools.size() > 1 && pools[pools.size() - 2].place > pools.back().place) {
      const Pool last = pools.back();
      pools.pop_back();
      Pool& pool = pools.back();
      const double weight = pool.weight + last.weight;
      pool.place = (pool.place * pool.weight + last.place * last.weight) / weight;
      pool.weight = weight;
      pool.count += last.count;
    }
  }
  std::vector<double> places;
  for (const Pool& pool : pools)
    for (std::size_t member = 0; member < pool.count; ++member) places.push_back(pool.place + offsets[places.size()]);
  return places;
}

std::vector<double> placePoints(const RankPoints& graph, double gap, std::stop_token stop) {
  std::vector<double> places = packed(graph, gap);
  const std::size_t count = graph.ranks.size();
  for (int sweep = 0; sweep < kSweeps && !stop.stop_requested(); ++sweep) {
    const bool down = sweep % 2 == 0;
    const Look look = sweep + 2 >= kSweeps ? Look::Both : down ? Look::Above : Look::Below;
    for (std::size_t step = 0; step < count; ++step)
      placeRank(graph, graph.ranks[down ? step : count - 1 - step], look, gap, places);
  }
  double left = std::numeric_limits<double>::max();
  for (std::size_t point = 0; point < graph.points.size(); ++point)
    left = std::min(left, places[point] - graph.points[point].width / 2);
  for (double& place : places) place -= left;
  return places;
}

}  // namespace fusewright
