#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/metrics/range_index.h"
#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// What of a tile is measured.
enum class DurationOf : std::uint8_t {
  Run,   ///< from its start to its end
  Wait,  ///< from the end of the tile before it on its core, or from 0, to its start
};

/// A tile and how long it ran or waited.
struct TimedTile {
  TileId tile;
  double cycles = 0;

  friend bool operator==(const TimedTile&, const TimedTile&) = default;
};

/// Tiles that start in [from, to), shortest first and then by id; only those of `family`, if one is given.
[[nodiscard]] std::vector<TimedTile> durationsOf(const Workload& workload, const TileGraph& graph,
                                                 const Schedule& schedule, std::optional<LayerId> family,
                                                 DurationOf what, Cycles from, Cycles to);

/// Cycles that cores waited before tiles of each layer, as DurationOf::Wait: with the time they run they fill the time
/// of each core up to its last tile. By LayerId.
[[nodiscard]] std::vector<double> waitsOfLayers(const Workload& workload, const TileGraph& graph,
                                                const Schedule& schedule);

/// How many tiles took [from, to) cycles; the last bin holds its end too.
struct DurationBin {
  double from = 0;
  double to = 0;
  std::int64_t count = 0;

  friend bool operator==(const DurationBin&, const DurationBin&) = default;
};

/// Where the longest tile takes at least kWideDurations times as long as the shortest, or as one cycle if that is
/// shorter, bins grow by a constant factor; tiles of less than a cycle then have a bin of their own.
struct DurationHistogram {
  std::vector<DurationBin> bins;  ///< of equal width or ratio; one if all tiles took as long; none without tiles
  bool logarithmic = false;       ///< of equal ratio
  Statistic all;
  double median = 0;  ///< the lower one of two
};

inline constexpr double kWideDurations = 100;

/// `tiles` as durationsOf() gives them, in at most `most` bins.
[[nodiscard]] DurationHistogram durationHistogram(const std::vector<TimedTile>& tiles, std::size_t most);

}  // namespace fusewright
