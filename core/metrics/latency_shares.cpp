#include "core/metrics/latency_shares.h"

#include <algorithm>

namespace fusewright {
namespace {

/// Visits the starts and ends of all tiles in order of time; ends before starts of the same instant.
class Sweep {
 public:
  Sweep(const TileGraph& graph, const Schedule& schedule) : schedule_(schedule), byEnd_(graph.size()) {
    byStart_.reserve(graph.size());
    for (std::size_t tile = 0; tile < graph.size(); ++tile) byEnd_[tile] = TileId(tile);
    byStart_ = byEnd_;
    const auto startOf = [&](TileId tile) { return schedule.start[tile.index()]; };
    const auto endOf = [&](TileId tile) { return schedule.end[tile.index()]; };
    std::ranges::stable_sort(byStart_, {}, startOf);
    std::ranges::stable_sort(byEnd_, {}, endOf);
  }

  template <typename AtStart, typename AtEnd>
  void run(AtStart atStart, AtEnd atEnd) const {
    std::size_t ended = 0;
    for (const TileId tile : byStart_) {
      const Cycles start = schedule_.start[tile.index()];
      for (; ended < byEnd_.size() && schedule_.end[byEnd_[ended].index()] <= start; ++ended) atEnd(byEnd_[ended]);
      atStart(tile);
    }
    for (; ended < byEnd_.size(); ++ended) atEnd(byEnd_[ended]);
  }

 private:
  const Schedule& schedule_;
  std::vector<TileId> byStart_;
  std::vector<TileId> byEnd_;
};

}  // namespace

LatencyShares latencyShares(const Workload& workload, const TileGraph& graph, const Schedule& schedule) {
  LatencyShares shares;
  shares.families.assign(workload.layers.size(), 0);
  // `part` grows by dt / n while n tiles run: what it grows by from a tile's start to its end is that tile's part.
  double part = 0;
  double now = 0;
  std::int64_t running = 0;
  std::vector<double> partAtStart(graph.size(), 0);
  const auto advance = [&](double time) {
    if (running > 0) part += (time - now) / static_cast<double>(running);
    now = std::max(now, time);
  };
  Sweep(graph, schedule)
      .run(
          [&](TileId tile) {
            const double start = schedule.start[tile.index()].value;
            if (running == 0 && start > now)
              shares.waiting[static_cast<std::size_t>(idleCauseOf(schedule.boundBy[tile.index()]))] += start - now;
            advance(start);
            partAtStart[tile.index()] = part;
            ++running;
          },
          [&](TileId tile) {
            advance(schedule.end[tile.index()].value);
            --running;
            const LayerId family = workload.layers[graph.layer[tile.index()].index()].family;
            shares.families[family.index()] += part - partAtStart[tile.index()];
          });
  if (schedule.makespan.value > now)
    shares.waiting[static_cast<std::size_t>(IdleCause::NothingToDo)] += schedule.makespan.value - now;
  return shares;
}

}  // namespace fusewright
