#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// What the tiles of one core do, in order of time.
struct TileSteps {
  /// Equal for tiles of the same family of layers that take as long and start as long after the one before them.
  std::vector<std::uint64_t> symbols;
  bool whole = true;  ///< all starts and ends are whole cycles
};

/// Reads the steps of several cores at once: tiles that are neighbours in a schedule's tables often run on neighbouring
/// cores, so that one core after the other would fetch all of memory once a core.
class TileStepReader {
 public:
  /// What it is made of must outlive it.
  TileStepReader(const Workload& workload, const TileGraph& graph, const Schedule& schedule);

  /// How many cores are best read at once.
  static constexpr std::size_t kCoresAtOnce = 8;

  /// The steps of cores [first, first + count), which has to be kCoresAtOnce or fewer; good until the next call.
  [[nodiscard]] std::span<const TileSteps> read(std::size_t first, std::size_t count);

  /// Layers of one family do the same for other steps of a recurrence.
  [[nodiscard]] std::size_t family(TileId tile) const { return families_[graph_.layer[tile.index()].index()]; }

 private:
  void readPart(std::span<const TileId> tiles, std::size_t begin, TileSteps& steps) const;
  void fetch(std::size_t tile) const;

  const TileGraph& graph_;
  const Schedule& schedule_;
  std::vector<std::size_t> families_;  ///< by LayerId
  std::vector<TileSteps> steps_;       ///< whose memory serves for the next cores too
};

}  // namespace fusewright
