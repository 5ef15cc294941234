#include "core/metrics/idle_time.h"

namespace fusewright {

std::vector<IdleInterval> idleIntervals(const Schedule& schedule) {
  std::vector<IdleInterval> idle;
  for (std::size_t core = 0; core < schedule.tilesOfCore.size(); ++core) {
    Cycles free{0};
    for (TileId tile : schedule.tilesOfCore[core]) {
      const std::size_t index = tile.index();
      if (schedule.start[index] > free)
        idle.push_back({.core = CoreId(core),
                        .from = free,
                        .to = schedule.start[index],
                        .cause = schedule.boundBy[index],
                        .blame = schedule.boundById[index]});
      free = schedule.end[index];
    }
    if (schedule.makespan > free)
      idle.push_back(
          {.core = CoreId(core), .from = free, .to = schedule.makespan, .cause = BindingCause::None, .blame = -1});
  }
  return idle;
}

}  // namespace fusewright
