#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/assumptions.h"
#include "core/cost/tile_cost.h"
#include "core/tiling/tile_graph.h"
#include "core/workload/workload.h"

namespace fusewright {

/// Something a tile reads that must be on its core before it starts.
struct NeededPiece {
  PieceId piece;  ///< a tile's output or a constant
  OperandRole role = OperandRole::I;
  Bits bits;           ///< of the whole piece
  Bits sliceBits;      ///< of the part to fetch if the piece is not on the core; equals `bits` if all of it is needed
  bool slice = false;  ///< whether only a part would be fetched
  std::int32_t shared = -1;  ///< TileGraph::producerSlice of that part

  friend bool operator==(const NeededPiece&, const NeededPiece&) = default;
};

/// Pieces are numbered: outputs of all tiles (PieceId = TileId), then the constants of the graph, then slices.
[[nodiscard]] inline PieceId outputPiece(TileId tile) {
  return PieceId(tile.value);
}
[[nodiscard]] inline PieceId constantPiece(const TileGraph& graph, std::int32_t constant) {
  return PieceId(static_cast<std::int32_t>(graph.size()) + constant);
}

/// Finds what tiles need, by METHOD A5.1: outputs of producers in order of layer, then constants, W before I; operands
/// that are streamed left out. Where a tile covers another number of iterations of a loop that is cut in time than the
/// producer's tile does of the axis of the same letter, a slice is fetched; its size is not clipped to the producer's
/// axis, so it may be larger than the piece. Under B4, and where the producer's halos are recomputed, the slice is what
/// the graph says the tile reads of the producer's output.
class NeededPieces {
 public:
  NeededPieces(const Workload& workload, const TileGraph& graph, const Assumptions& assumptions = {});

  /// The list for one tile; valid until the next call.
  [[nodiscard]] std::span<const NeededPiece> of(TileId tile, const StreamedOperands& streamed);

 private:
  /// A loop of a layer with its letter as a number, so that letters compare fast.
  struct LetteredLoop {
    int letter = 0;
    std::int64_t size = 1;  ///< of a tile
  };
  struct LayerLetters {
    std::vector<LetteredLoop> output;  ///< loops that index the output
    std::vector<LetteredLoop> cut;     ///< loops cut in time, and those along which a recurrence steps
  };

  [[nodiscard]] const LayerLetters& letters(LayerId layer) const { return letters_[lettersIndex_[layer.index()]]; }
  [[nodiscard]] LayerLetters lettersOf(LayerId layer);
  [[nodiscard]] int letter(const std::string& name);
  void addOutput(TileId consumer, std::size_t edge, OperandRole role);
  /// Number of the part that an edge reads, if tiles share it (B5).
  [[nodiscard]] std::int32_t sharedPart(std::size_t edge) const {
    return graph_.producerSlice.empty() ? -1 : graph_.producerSlice[edge];
  }
  void addTruePart(std::size_t edge, OperandRole role);

  const Workload& workload_;
  const TileGraph& graph_;
  const bool axesByIdentity_;
  std::vector<std::string> names_;
  std::vector<LayerLetters> letters_;      ///< one entry for all steps of a family that are cut alike
  std::vector<std::size_t> lettersIndex_;  ///< by layer: index into `letters_`
  std::vector<NeededPiece> needed_;
};

}  // namespace fusewright
