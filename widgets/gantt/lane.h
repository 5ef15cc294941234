#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "widgets/common/time_axis.h"

namespace fusewright {

/// Something that a lane shows from `start` to `end`, in cycles.
struct LaneItem {
  double start = 0;
  double end = 0;
  std::int32_t id = 0;       ///< what it is; the owner of the lane knows
  std::uint16_t colour = 0;  ///< see colourKeys
};

/// One level of a lane's pyramid: bins of `width` cycles from cycle 0 on, each with the colour that fills most of it.
struct DominanceLevel {
  double width = 1;
  std::vector<std::uint16_t> colour;
  std::vector<float> cycles;  ///< that the colour fills
};

/// Items that do not overlap, in order of time, prepared so that painting costs what the screen has pixels, not what
/// the schedule has items. Immutable once made.
struct Lane {
  std::vector<LaneItem> items;
  std::vector<double> busyBefore;      ///< cycles that items before the i-th fill; one more than items
  std::vector<DominanceLevel> levels;  ///< finest first; each bin is twice as wide as one of the level before
  std::vector<std::int32_t> longest;   ///< the longest items by descending duration; all of them if they are few
};

/// Prepares items that are sorted by start and do not overlap.
[[nodiscard]] Lane makeLane(std::vector<LaneItem> items);

/// Splits items that may overlap into lanes that do not: each goes to the first lane that is free at its start. Items
/// sorted by start.
[[nodiscard]] std::vector<std::vector<LaneItem>> separated(std::span<const LaneItem> items);

/// Cycles within [from, to) that items fill; exact.
[[nodiscard]] double busyCycles(const Lane& lane, double from, double to);

/// One column of pixels: how much of it is busy, 0..1 (exact), and the colour that dominates (by the pyramid).
struct StripColumn {
  float busy = 0;
  std::uint16_t colour = 0;
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

/// Visible items that are at least `minPixels` wide, in no particular order.
[[nodiscard]] std::vector<std::size_t> wideItems(const Lane& lane, const TimeAxis& axis, double minPixels);

}  // namespace fusewright
