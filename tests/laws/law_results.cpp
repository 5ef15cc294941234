// Laws of what becomes of results: which outputs are written off chip.
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/schedule/leaving_outputs.h"
#include "tests/laws/laws.h"

namespace fusewright::tests {
namespace {

/// By tile, the bits of its output that a transfer or a stream took off chip, or that were put there at once.
std::map<TileId, Bits> bitsOffChip(const Evaluation& evaluation) {
  const Schedule& schedule = *evaluation.schedule;
  const CoreId offChip = evaluation.design.accelerator->offChip;
  const std::vector<TopMemory> memories = topMemories(*evaluation.design.accelerator);
  std::map<TileId, Bits> bits;
  const auto put = [&](PieceId id, Bits moved) {
    const Piece& piece = schedule.pieces[id.index()];
    if (piece.kind == Piece::Kind::TileOutput && piece.tile) bits[*piece.tile] += moved;
  };
  for (const Transfer& transfer : schedule.transfers)
    if (transfer.to == offChip) put(transfer.piece, transfer.bits);
  for (const Stream& stream : schedule.streams)
    if (stream.role == OperandRole::O) bits[stream.tile] += stream.bits;
  for (const Overflow& overflow : schedule.overflows)
    if (memories[overflow.memory.index()].core != offChip) bits[overflow.tile] += overflow.needed;
  return bits;
}

/// By LayerId, whether a tile of another layer reads what it makes. Tiles of padding are read by none.
std::vector<bool> readLayers(const TileGraph& graph) {
  std::vector<bool> read(graph.layerTilings.size(), false);
  for (std::size_t tile = 0; tile < graph.size(); ++tile)
    if (graph.consumers[tile] > 0) read[graph.layer[tile].index()] = true;
  return read;
}

/// B9, and always of what nothing reads.
std::string finalResultsAreWritten(const Evaluation& evaluation) {
  const TileGraph& graph = *evaluation.graph;
  const std::vector<bool> outputs = modelOutputs(*evaluation.workload);
  const bool trueState = evaluation.design.assumptions.has(Repair::TrueState);
  const std::vector<bool> read = readLayers(graph);
  const std::map<TileId, Bits> written = bitsOffChip(evaluation);
  for (std::size_t tile = 0; tile < graph.size(); ++tile) {
    const std::size_t layer = graph.layer[tile].index();
    if (read[layer] && !(trueState && outputs[layer])) continue;
    const auto found = written.find(TileId(tile));
    if (found == written.end() || found->second < graph.outputBits[tile])
      return fmt::format("of the {} bits that tile {} of '{}' leaves as a result {} are written off chip",
                         graph.outputBits[tile].value, tile, evaluation.workload->layer(graph.layer[tile]).name,
                         found == written.end() ? 0 : found->second.value);
  }
  return {};
}

/// What is read inside the model is no result without B9; it goes off chip only to make room.
std::string onlyResultsAreWrittenAsSuch(const Evaluation& evaluation) {
  const TileGraph& graph = *evaluation.graph;
  const Schedule& schedule = *evaluation.schedule;
  if (evaluation.design.assumptions.has(Repair::TrueState)) return {};
  const std::vector<bool> read = readLayers(graph);
  for (std::size_t index = 0; index < schedule.transfers.size(); ++index) {
    const Transfer& transfer = schedule.transfers[index];
    const Piece& piece = schedule.pieces[transfer.piece.index()];
    if (transfer.cause == TransferCause::Output && piece.tile && read[graph.layer[piece.tile->index()].index()])
      return fmt::format("transfer {} writes what tile {} made as a result, though it is read", index,
                         piece.tile->value);
  }
  return {};
}

constexpr std::array kLaws{Law{"final results are written", LawScope::Every, finalResultsAreWritten},
                           Law{"only results are written as such", LawScope::Every, onlyResultsAreWrittenAsSuch}};

}  // namespace

std::span<const Law> resultLaws() {
  return kLaws;
}

}  // namespace fusewright::tests
