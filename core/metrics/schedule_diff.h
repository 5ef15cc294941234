#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/base/quantity.h"
#include "core/metrics/accounting.h"
#include "core/metrics/latency_shares.h"

namespace fusewright {

/// One of the two schedules that are compared, with what they were made from.
struct ScheduleSide {
  const Workload& workload;
  const TileGraph& graph;
  const Schedule& schedule;
};

/// A tile that both schedules have.
struct TileShift {
  TileId before;
  TileId after;
  double start = 0;     ///< cycles later (earlier if negative)
  double duration = 0;  ///< cycles longer (shorter if negative)
  bool moved = false;   ///< to another core

  /// By how much the worse of the two changed.
  [[nodiscard]] double size() const;

  friend bool operator==(const TileShift&, const TileShift&) = default;
};

/// What a family of layers, or waiting for one cause, took of the run (LatencyShares) before and after.
struct ShareShift {
  std::optional<LayerId> before;  ///< family in the workload before; none if it is not there
  std::optional<LayerId> after;
  std::optional<IdleCause> waiting;  ///< instead of a family: time in which no core ran
  double cyclesBefore = 0;
  double cyclesAfter = 0;

  [[nodiscard]] double change() const { return cyclesAfter - cyclesBefore; }

  friend bool operator==(const ShareShift&, const ShareShift&) = default;
};

/// What differs between two schedules.
struct ScheduleDiff {
  std::vector<TileShift> tiles;  ///< by descending size
  std::int64_t onlyBefore = 0;   ///< tiles without a counterpart
  std::int64_t onlyAfter = 0;
  std::vector<ShareShift> shares;  ///< by descending absolute change; the changes sum to that of the makespan
  Cycles makespanBefore;
  Cycles makespanAfter;
};

/// The layer of the same name in another workload, by LayerId; none for those it does not have.
[[nodiscard]] std::vector<std::optional<LayerId>> sameLayers(const Workload& from, const Workload& to);

/// Compares two schedules: layers match by name, tiles by their layer and their number in it.
[[nodiscard]] ScheduleDiff compareSchedules(const ScheduleSide& before, const ScheduleSide& after);

}  // namespace fusewright
