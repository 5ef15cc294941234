#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/id.h"
#include "core/evaluate/evaluation.h"
#include "core/metrics/accounting.h"
#include "widgets/gantt/lane.h"

namespace fusewright {

/// A place in Schedule::streams.
using StreamId = Id<struct StreamTag>;

/// What a bar of the timeline stands for.
using TimelineItem = std::variant<TileId, TransferId, StreamId>;

/// Which way the traffic of a row goes, seen from the off-chip memory or from the memory whose port it is.
enum class Flow : std::uint8_t { Any, Read, Write };

/// One row: a core with its tiles, a link with the transfers and streams that it carries (one row each way if it ends
/// at the off-chip memory), or the port of an on-chip memory with the transfers that read or write it.
struct TimelineRow {
  std::string name;
  std::variant<CoreId, LinkId, MemoryId> owner;
  Flow flow = Flow::Any;
  std::vector<Lane> lanes;  ///< what overlaps lies in lanes above each other
  double busyShare = 0;     ///< part of the latency in which at least one lane is busy

  [[nodiscard]] bool isCore() const { return std::holds_alternative<CoreId>(owner); }
  [[nodiscard]] bool isPort() const { return std::holds_alternative<MemoryId>(owner); }
};

/// What bars of one colour key have in common; LaneItem::colour is an index into a table of these.
struct BarKind {
  LayerId layer;                        ///< the family
  std::int32_t group = 0;               ///< fusion group
  std::int32_t cost = -1;               ///< TileCosts::distinct of tiles; -1 for what moves
  std::optional<TensorId> tensor = {};  ///< made by the tile, or moved

  friend bool operator==(const BarKind&, const BarKind&) = default;
};

/// A schedule prepared for drawing. Immutable; made off the GUI thread.
struct Timeline {
  std::vector<TimelineRow> rows;       ///< cores, then links, then memory ports
  std::vector<std::uint16_t> colours;  ///< by LayerId: colourKeys of the workload
  std::vector<BarKind> kinds;          ///< by colour key of the lanes
  double span = 1;                     ///< cycles from 0 to the last end of anything
};

[[nodiscard]] Timeline buildTimeline(const Evaluation& evaluation);

/// What `item` of a lane of `row` stands for.
[[nodiscard]] TimelineItem itemOf(const TimelineRow& row, const LaneItem& item);

/// The row of the tile's core.
[[nodiscard]] std::optional<std::size_t> rowOfCore(const Timeline& timeline, CoreId core);

/// The key of gaps with that cause in the lanes of cores. Lanes of links and ports have gaps of key 0, which mean
/// nothing.
[[nodiscard]] constexpr std::uint8_t gapKey(IdleCause cause) {
  return static_cast<std::uint8_t>(static_cast<std::uint8_t>(cause) + 1);
}
[[nodiscard]] constexpr std::optional<IdleCause> causeOfGap(std::uint8_t key) {
  return key == 0 ? std::nullopt : std::optional(static_cast<IdleCause>(key - 1));
}

}  // namespace fusewright
