#include "core/graph/order_points.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace fusewright {
namespace {

constexpr int kMostSweeps = 12;
constexpr int kSweepsWithoutGain = 4;

std::vector<std::size_t> placesOf(const RankPoints& graph) {
  std::vector<std::size_t> places(graph.points.size());
  for (const auto& rank : graph.ranks)
    for (std::size_t place = 0; place < rank.size(); ++place) places[rank[place]] = place;
  return places;
}

/// Counts, for entries in order, how many earlier ones are greater.
class InversionCounter {
 public:
  explicit InversionCounter(std::size_t values) : counts_(values + 1, 0) {}

  std::int64_t add(std::size_t value) {
    std::int64_t notGreater = 0;
    for (std::size_t at = value + 1; at > 0; at &= at - 1) notGreater += counts_[at];
    for (std::size_t at = value + 1; at < counts_.size(); at += at & (~at + 1)) ++counts_[at];
    return added_++ - notGreater;
  }

 private:
  std::vector<std::int64_t> counts_;
  std::int64_t added_ = 0;
};

std::int64_t crossingsBelow(const RankPoints& graph, std::size_t rank, const std::vector<std::size_t>& places) {
  InversionCounter counter(graph.ranks[rank + 1].size());
  std::int64_t count = 0;
  std::vector<std::size_t> ends;
  for (const std::size_t point : graph.ranks[rank]) {
    ends.clear();
    for (const std::size_t next : graph.points[point].after) ends.push_back(places[next]);
    std::ranges::sort(ends);
    for (const std::size_t end : ends) count += counter.add(end);
  }
  return count;
}

/// Sorts one rank by the mean place of neighbours in the rank it is seen from; points without any keep their place.
void sortRank(std::vector<std::size_t>& rank, const RankPoints& graph, bool fromAbove,
              std::vector<std::size_t>& places) {
  std::vector<std::pair<double, std::size_t>> wanted;
  wanted.reserve(rank.size());
  for (const std::size_t point : rank) {
    const auto& neighbours = fromAbove ? graph.points[point].before : graph.points[point].after;
    const double sum = std::accumulate(neighbours.begin(), neighbours.end(), 0.0, [&](double total, std::size_t next) {
      return total + static_cast<double>(places[next]);
    });
    const auto count = static_cast<double>(neighbours.size());
    wanted.emplace_back(neighbours.empty() ? static_cast<double>(places[point]) : sum / count, point);
  }
  std::ranges::stable_sort(wanted, {}, &std::pair<double, std::size_t>::first);
  for (std::size_t place = 0; place < rank.size(); ++place) {
    rank[place] = wanted[place].second;
    places[rank[place]] = place;
  }
}

}  // namespace

std::int64_t crossings(const RankPoints& graph) {
  const auto places = placesOf(graph);
  std::int64_t count = 0;
  for (std::size_t rank = 0; rank + 1 < graph.ranks.size(); ++rank) count += crossingsBelow(graph, rank, places);
  return count;
}

void orderPoints(RankPoints& graph, std::stop_token stop) {
  auto best = graph.ranks;
  std::int64_t fewest = crossings(graph);
  int withoutGain = 0;
  for (int sweep = 0; sweep < kMostSweeps && withoutGain < kSweepsWithoutGain && fewest > 0; ++sweep) {
    if (stop.stop_requested()) break;
    auto places = placesOf(graph);
    const bool down = sweep % 2 == 0;
    for (std::size_t step = 1; step < graph.ranks.size(); ++step)
      sortRank(graph.ranks[down ? step : graph.ranks.size() - 1 - step], graph, down, places);
    const std::int64_t now = crossings(graph);
    ++withoutGain;
    if (now >= fewest) continue;
    fewest = now;
    best = graph.ranks;
    withoutGain = 0;
  }
  graph.ranks = std::move(best);
}

}  // namespace fusewright
