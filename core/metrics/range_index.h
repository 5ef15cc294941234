#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/base/assumptions.h"
#include "core/base/id.h"
#include "core/base/quantity.h"
#include "core/cost/tile_cost.h"
#include "core/hardware/accelerator.h"
#include "core/metrics/accounting.h"
#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// How many stretches of time there are of a kind and how long they are, in cycles.
struct Statistic {
  std::int64_t count = 0;
  double sum = 0;
  double least = 0;
  double most = 0;

  void add(double value);
  void merge(const Statistic& other);
  [[nodiscard]] double mean() const { return count > 0 ? sum / static_cast<double>(count) : 0; }

  friend bool operator==(const Statistic&, const Statistic&) = default;
};

/// Tiles of one family of layers among some tiles.
struct FamilyTime {
  LayerId family;
  Statistic busy;
  double energy = 0;  ///< pJ

  friend bool operator==(const FamilyTime&, const FamilyTime&) = default;
};

/// Consecutive tiles of a core and the gaps before them, added up.
struct TileBlock {
  std::vector<FamilyTime> families;
  std::array<Statistic, kIdleCauses> idle{};  ///< by IdleCause
};

/// Consecutive starts of what moves over a link: how long each takes, and when the last of them has ended.
struct FlowBlock {
  Statistic time;
  double lastEnd = 0;
};

/// Bits that have gone over a link by any time, as a function that grows: starts and ends of what moves, each with what
/// moved before, at rates that are constant from start to end.
struct FlowIndex {
  std::vector<double> starts;       ///< sorted
  std::vector<double> ends;         ///< sorted
  std::vector<double> rateStarted;  ///< sum of rates of the first i starts; one more than starts
  std::vector<double> loadStarted;  ///< sum of rate * start
  std::vector<double> rateEnded;
  std::vector<double> loadEnded;
  std::vector<double> endOfStarted;  ///< of what starts at starts[i]
  std::vector<FlowBlock> blocks;     ///< of consecutive starts
};

/// A schedule prepared for adding up any range of its time without looking at every tile.
struct RangeIndex {
  std::vector<std::vector<TileBlock>> cores;    ///< by CoreId
  std::vector<std::array<FlowIndex, 2>> links;  ///< by LinkId: towards the cores, towards the off-chip memory
  std::vector<double> energyOfCost;             ///< pJ of a tile, by TileCosts::distinct
};

/// What a range is added up from; all of one evaluation.
struct RangeSource {
  const Workload& workload;
  const Accelerator& accelerator;
  const TileGraph& graph;
  const TileCosts& costs;
  const Schedule& schedule;
};

[[nodiscard]] RangeIndex buildRangeIndex(const RangeSource& source, const Assumptions& assumptions);

/// What happens on one core within a range.
struct CoreInRange {
  CoreId core;
  Statistic busy;
  std::array<Statistic, kIdleCauses> idle{};  ///< by IdleCause

  friend bool operator==(const CoreInRange&, const CoreInRange&) = default;
};

/// What one link carries within a range.
struct LinkInRange {
  LinkId link;
  double readBits = 0;     ///< towards the cores, or between them
  Statistic reads = {};    ///< cycles of each move, those that run side by side each for itself
  double writtenBits = 0;  ///< towards the off-chip memory
  Statistic writes = {};

  friend bool operator==(const LinkInRange&, const LinkInRange&) = default;
};

/// All that happens within [from, to). Stretches of time are cut at its ends; bits and energies of what is cut count by
/// the part of its time that lies inside.
struct RangeSummary {
  Cycles from;
  Cycles to;
  std::vector<CoreInRange> cores;    ///< without the off-chip memory's
  std::vector<FamilyTime> families;  ///< of all cores together, by descending time
  std::vector<LinkInRange> links;
  double energy = 0;  ///< pJ of tiles
};

/// Adds up the range: whole blocks at once, single tiles only at its ends.
[[nodiscard]] RangeSummary summarise(const RangeIndex& index, const RangeSource& source, Cycles from, Cycles to);

}  // namespace fusewright
