#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "widgets/common/time_axis.h"
#include "widgets/gantt/lane_index.h"

namespace fusewright {

/// Something that a lane shows from `start` to `end`, in cycles, and what the lane was free for before it.
struct LaneItem {
  double start = 0;
  double end = 0;
  std::int32_t id = 0;       ///< what it is; the owner of the lane knows
  std::uint16_t colour = 0;  ///< a key; the owner of the lane knows what it looks like
  std::uint8_t gap = 0;      ///< key of the time between the item before and this one; the owner knows its meaning
};

/// The colour that fills most of a stretch of time and the key of the gaps that fill most of the rest.
struct DominanceBin {
  float cycles = 0;     ///< that the colour fills
  float gapCycles = 0;  ///< that gaps of that key fill
  std::uint16_t colour = 0;
  std::uint8_t gap = 0;
};

/// One level of a lane's pyramid: bins of `width` cycles from cycle 0 on.
struct DominanceLevel {
  double width = 1;
  std::vector<DominanceBin> bins;
};

/// Longest durations of the items, of every 16 of them, of every 256, ...: finds long ones among many in few steps.
struct LongestTree {
  std::vector<std::vector<float>> levels;  ///< rounded up, finest first
};

/// Items that do not overlap, in order of time, prepared so that painting costs what the screen has pixels, not what
/// the schedule has items. Immutable once made.
struct Lane {
  std::vector<LaneItem> items;
  std::vector<std::uint16_t> colours;  ///< of the items, once more: a search reads nothing else
  std::vector<DominanceLevel> levels;  ///< finest first; each bin is twice as wide as one of the level before
  LaneIndex index;                     ///< bins are those of the finest level
  LongestTree longest;
  std::uint8_t lastGap = 0;  ///< key of the time after the last item
};

/// Bytes that a lane holds.
[[nodiscard]] std::size_t bytesOf(const Lane& lane);

/// Prepares items that are sorted by start and do not overlap.
[[nodiscard]] Lane makeLane(std::vector<LaneItem> items, std::uint8_t lastGap = 0);

/// Splits items that may overlap into lanes that do not: each goes to the first lane that is free at its start. Items
/// sorted by start.
[[nodiscard]] std::vector<std::vector<LaneItem>> separated(std::span<const LaneItem> items);

/// Cycles that all items fill.
[[nodiscard]] double busyCycles(const Lane& lane);
/// Cycles within [from, to) that items fill; exact.
[[nodiscard]] double busyCycles(const Lane& lane, double from, double to);

/// One column of pixels: how much of it is busy, 0..1 (exact), the colour that dominates and the key of the gaps that
/// do (both by the pyramid).
struct StripColumn {
  float busy = 0;
  std::uint16_t colour = 0;
  std::uint8_t gap = 0;
};

/// The lane as columns, `columns` of them over the axis.
[[nodiscard]] std::vector<StripColumn> stripOf(const Lane& lane, const TimeAxis& axis, int columns);

/// Items from the first that ends after `from` to the last that starts before `to`: [first, last).
struct ItemRange {
  std::size_t first = 0;
  std::size_t last = 0;

  [[nodiscard]] std::size_t size() const { return last - first; }
};
[[nodiscard]] ItemRange itemsWithin(const Lane& lane, double from, double to);

/// The item that runs at `cycle`.
[[nodiscard]] std::optional<std::size_t> itemAt(const Lane& lane, double cycle);

/// The gap that holds `cycle`: between which items, [from, to), `to` none after the last item.
struct Gap {
  double from = 0;
  std::optional<double> to;
  std::uint8_t key = 0;
};
[[nodiscard]] std::optional<Gap> gapAt(const Lane& lane, double cycle);

/// Visible items that are at least `minPixels` wide, in order of time.
[[nodiscard]] std::vector<std::size_t> wideItems(const Lane& lane, const TimeAxis& axis, double minPixels);

}  // namespace fusewright
