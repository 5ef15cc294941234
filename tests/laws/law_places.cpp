// Laws of where things lie while tiles run: inputs and outputs.
#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "tests/laws/laws.h"

namespace fusewright::tests {
namespace {

/// What lies on a core from when to when, by piece; a slice counts as its whole piece.
class Presence {
 public:
  explicit Presence(const Evaluation& evaluation) {
    const std::vector<TopMemory> memories = topMemories(*evaluation.design.accelerator);
    const Schedule& schedule = *evaluation.schedule;
    for (const Residency& stay : schedule.residencies) {
      PieceId piece = stay.piece;
      while (schedule.pieces[piece.index()].kind == Piece::Kind::Slice)
        piece = PieceId(schedule.pieces[piece.index()].source);
      stays_[{piece, memories[stay.memory.index()].core}].push_back(stay);
    }
    for (const Transfer& transfer : schedule.transfers) {
      const auto [entry, isNew] = arrivals_.emplace(std::pair(transfer.piece, transfer.to), transfer.end.value);
      if (!isNew) entry->second = std::min(entry->second, transfer.end.value);
    }
  }

  /// Whether the piece lies on `core` during [from, to), having arrived by `from` if it came from elsewhere.
  [[nodiscard]] bool covers(PieceId piece, CoreId core, bool madeHere, Cycles from, Cycles to) const {
    const auto found = stays_.find({piece, core});
    if (found == stays_.end()) return false;
    return std::ranges::any_of(found->second, [&](const Residency& stay) {
      if (stay.from > from || stay.to < to) return false;
      if (madeHere) return true;
      const auto arrival = arrivals_.find({stay.piece, core});
      return arrival != arrivals_.end() && arrival->second <= from.value;
    });
  }

  /// Whether the piece, or a slice of it, has come to `core` by then.
  [[nodiscard]] bool hasArrived(PieceId piece, CoreId core, Cycles by) const {
    const auto found = stays_.find({piece, core});
    if (found == stays_.end()) return false;
    return std::ranges::any_of(found->second, [&](const Residency& stay) {
      const auto arrival = arrivals_.find({stay.piece, core});
      return arrival != arrivals_.end() && arrival->second <= by.value;
    });
  }

  /// When the piece lies on `core`, for messages.
  [[nodiscard]] std::string text(PieceId piece, CoreId core) const {
    const auto found = stays_.find({piece, core});
    if (found == stays_.end()) return "never there";
    std::string text = "there";
    for (const Residency& stay : found->second) {
      const auto arrival = arrivals_.find({stay.piece, core});
      text += fmt::format(" [{}, {}) in memory {}", stay.from.value, stay.to.value, stay.memory.value);
      if (arrival != arrivals_.end()) text += fmt::format(", arrived at {}", arrival->second);
    }
    return text;
  }

 private:
  std::map<std::pair<PieceId, CoreId>, std::vector<Residency>> stays_;
  std::map<std::pair<PieceId, CoreId>, double> arrivals_;
};

/// Something that a tile reads and does not stream, and whether its own core made it.
struct ReadPiece {
  std::size_t tile = 0;
  PieceId piece;
  bool madeHere = false;
};

std::vector<ReadPiece> readPieces(const Evaluation& evaluation) {
  const TileGraph& graph = *evaluation.graph;
  std::vector<ReadPiece> pieces;
  for (std::size_t tile = 0; tile < graph.size(); ++tile) {
    const Layer& layer = evaluation.workload->layer(graph.layer[tile]);
    const StreamedOperands& streamed =
        evaluation.costs->distinct[static_cast<std::size_t>(evaluation.costs->ofTile[tile])].streamed;
    for (auto edge = static_cast<std::size_t>(graph.producerBegin[tile]);
         edge < static_cast<std::size_t>(graph.producerBegin[tile + 1]); ++edge) {
      const std::size_t producer = graph.producer[edge].index();
      if (graph.producerBits[edge] == Bits{0} || graph.layer[producer] == graph.layer[tile]) continue;
      if (streamed[layer.inputs[graph.producerInput[edge]].role]) continue;
      pieces.push_back({tile, PieceId(producer), graph.core[producer] == graph.core[tile]});
    }
    for (std::int32_t index : graph.constantsOf(TileId(tile))) {
      const ConstantPiece& constant = graph.constants[static_cast<std::size_t>(index)];
      if (streamed[layer.inputs[static_cast<std::size_t>(constant.input)].role] || constant.bits == Bits{0}) continue;
      pieces.push_back({tile, PieceId(graph.size() + static_cast<std::size_t>(index)), false});
    }
  }
  return pieces;
}

/// What is not streamed has come to the core before its tile starts. Pieces that found no room are used in place from
/// off chip; designs where that happens report a violation and are passed over.
std::string inputsHaveArrived(const Evaluation& evaluation) {
  if (!evaluation.schedule->overflows.empty()) return {};
  const Presence presence(evaluation);
  for (const ReadPiece& read : readPieces(evaluation)) {
    const CoreId core = evaluation.graph->core[read.tile];
    const Cycles start = evaluation.schedule->start[read.tile];
    if (!read.madeHere && !presence.hasArrived(read.piece, core, start))
      return fmt::format("tile {} starts at {} on core {} before piece {} is there: {}", read.tile, start.value,
                         core.value, read.piece.value, presence.text(read.piece, core));
  }
  return {};
}

/// And it stays there until the tile ends. The published model lets evictions for later tiles take effect while a tile
/// still reads what leaves (their fetches are dated back, METHOD A5.4).
std::string inputsStayWhileRead(const Evaluation& evaluation) {
  if (!evaluation.schedule->overflows.empty()) return {};
  const Presence presence(evaluation);
  for (const ReadPiece& read : readPieces(evaluation)) {
    const CoreId core = evaluation.graph->core[read.tile];
    const Cycles start = evaluation.schedule->start[read.tile], end = evaluation.schedule->end[read.tile];
    if (!presence.covers(read.piece, core, read.madeHere, start, end))
      return fmt::format("tile {} runs from {} to {} on core {} without piece {}: {}", read.tile, start.value,
                         end.value, core.value, read.piece.value, presence.text(read.piece, core));
  }
  return {};
}

std::string outputsHaveAPlace(const Evaluation& evaluation) {
  const Schedule& schedule = *evaluation.schedule;
  std::vector<bool> placed(evaluation.graph->size(), false);
  for (const Residency& stay : schedule.residencies) {
    const Piece& piece = schedule.pieces[stay.piece.index()];
    if (piece.kind == Piece::Kind::TileOutput && stay.from <= schedule.start[piece.tile->index()] &&
        schedule.end[piece.tile->index()] <= stay.to)
      placed[piece.tile->index()] = true;
  }
  const auto missing = std::ranges::find(placed, false);
  return missing == placed.end() ? "" : fmt::format("the output of tile {} has no place", missing - placed.begin());
}

constexpr std::array kLaws{Law{"inputs have arrived", LawScope::Every, inputsHaveArrived},
                           Law{"inputs stay while they are read", LawScope::Physical, inputsStayWhileRead},
                           Law{"outputs have a place while they are made", LawScope::Every, outputsHaveAPlace}};

}  // namespace

std::span<const Law> placeLaws() {
  return kLaws;
}

}  // namespace fusewright::tests
