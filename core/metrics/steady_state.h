#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/quantity.h"
#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// A stretch of a run in which every core does the same again and again: whatever tiles start in [from, from + period)
/// start in the next period too, as late in it, on the same cores, of the same families of layers and as long; `count`
/// times in all. Which tiles of their layers they are differs.
struct SteadyState {
  Cycles from;
  Cycles period;
  std::int64_t count = 0;  ///< periods, the first one too

  [[nodiscard]] Cycles to() const { return Cycles(from.value + static_cast<double>(count) * period.value); }

  /// What one period less than all takes.
  [[nodiscard]] Cycles saved() const { return Cycles(static_cast<double>(count - 1) * period.value); }

  friend bool operator==(const SteadyState&, const SteadyState&) = default;
};

/// The steady states of a schedule that are worth telling, in order of time; they do not overlap. Each saves a two
/// hundredth of the run or more when one of its periods stands for all of them.
///
/// A start is the image of one a period before if it is exactly that much later, so that repeating the first period's
/// tiles, each time a period later, gives the starts and ends of the schedule bit for bit. Costs a few passes over the
/// tiles; what repeats after more tiles than a table of places holds (some 16,000) may be missed.
[[nodiscard]] std::vector<SteadyState> steadyStates(const Workload& workload, const TileGraph& graph,
                                                    const Schedule& schedule);

/// What is saved in all when one period of each stands for all of its periods.
[[nodiscard]] Cycles savedBy(std::span<const SteadyState> states);

}  // namespace fusewright
