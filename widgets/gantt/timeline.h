#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/id.h"
#include "core/evaluate/evaluation.h"
#include "widgets/gantt/lane.h"

namespace fusewright {

/// A place in Schedule::streams.
using StreamId = Id<struct StreamTag>;

/// What a bar of the timeline stands for.
using TimelineItem = std::variant<TileId, TransferId, StreamId>;

/// One row: a core with its tiles, or a link with the transfers and streams that it carries.
struct TimelineRow {
  std::string name;
  std::variant<CoreId, LinkId> owner;
  std::vector<Lane> lanes;  ///< what overlaps on a link lies in lanes above each other
  double busyShare = 0;     ///< part of the latency in which at least one lane is busy
};

/// A schedule prepared for drawing. Immutable; made off the GUI thread.
struct Timeline {
  std::vector<TimelineRow> rows;       ///< cores, then links
  std::vector<std::uint16_t> colours;  ///< by LayerId: colourKeys of the workload
  double span = 1;                     ///< cycles from 0 to the last end of anything
};

[[nodiscard]] Timeline buildTimeline(const Evaluation& evaluation);

/// What `item` of a lane of `row` stands for.
[[nodiscard]] TimelineItem itemOf(const TimelineRow& row, const LaneItem& item);

/// The row of the tile's core.
[[nodiscard]] std::optional<std::size_t> rowOfCore(const Timeline& timeline, CoreId core);

}  // namespace fusewright
