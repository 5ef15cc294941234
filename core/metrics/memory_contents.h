#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/hardware/accelerator.h"
#include "core/metrics/metrics.h"
#include "core/schedule/schedule.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// A piece that a memory holds at one instant.
struct HeldPiece {
  std::int32_t residency = 0;  ///< index into Schedule::residencies
  TensorKind kind = TensorKind::Activation;
  std::optional<TileId> nextUser;  ///< the tile that reads it from there now or next; none: nobody does any more

  friend bool operator==(const HeldPiece&, const HeldPiece&) = default;
};

/// What one memory holds at one instant, in order of arrival.
struct MemoryContents {
  MemoryId memory;
  Bits held;  ///< the sum of the pieces: what MemoryTrace says of that instant
  std::vector<HeldPiece> pieces;

  friend bool operator==(const MemoryContents&, const MemoryContents&) = default;
};

/// The stages that contents are told from.
struct ContentsSource {
  const Workload& workload;
  const Accelerator& accelerator;
  const TileGraph& graph;
  const Schedule& schedule;
};

/// Finds the stays that hold at an instant among all of a schedule in time that grows with their number and with the
/// logarithm of that of all; and who reads a constant.
struct ContentsIndex {
  std::vector<std::vector<double>> latestEnds;  ///< of 16 stays; of 16 of these; ...
  std::vector<std::int32_t> constantUserBegin;  ///< by index into TileGraph::constants
  std::vector<TileId> constantUser;             ///< in order of TileId
};

[[nodiscard]] ContentsIndex buildContentsIndex(const ContentsSource& source);

/// What every memory holds at `at`, by MemoryId. Stays are half open: what leaves then is gone, what comes then is
/// there.
[[nodiscard]] std::vector<MemoryContents> contentsAt(const ContentsIndex& index, const ContentsSource& source,
                                                     Cycles at);

/// Whether the tile reads the piece, or a part of it that others read too.
[[nodiscard]] bool readsPiece(const ContentsSource& source, TileId tile, PieceId piece);

/// The tiles that read the piece, in order of TileId; the earliest `most` of them.
[[nodiscard]] std::vector<TileId> readersOf(const ContentsIndex& index, const ContentsSource& source, PieceId piece,
                                            std::size_t most);

/// What a piece is to the model: the kind of the tensor that it is a part of.
[[nodiscard]] TensorKind kindOf(const ContentsSource& source, PieceId piece);

/// The first instant after `at` (or the last one before it) at which a tile starts or ends or a memory's occupancy
/// changes; none: there is no such instant.
[[nodiscard]] std::optional<Cycles> nextEvent(const Schedule& schedule, const Metrics& metrics, Cycles at);
[[nodiscard]] std::optional<Cycles> previousEvent(const Schedule& schedule, const Metrics& metrics, Cycles at);

}  // namespace fusewright
