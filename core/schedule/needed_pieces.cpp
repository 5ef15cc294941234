#include "core/schedule/needed_pieces.h"

#include <algorithm>

#include "core/workload/footprint.h"

namespace fusewright {

NeededPieces::NeededPieces(const Workload& workload, const TileGraph& graph, const Assumptions& assumptions)
    : workload_(workload), graph_(graph), axesByIdentity_(assumptions.has(Repair::AxisIdentity)) {
  lettersIndex_.assign(workload.layers.size(), 0);
  for (std::size_t layer = 0; layer < workload.layers.size(); ++layer) {
    if (graph.layerTilings[layer].tiles == 0) continue;
    const std::size_t first = workload.layers[layer].family.index();
    if (first < layer && graph.layerTilings[first] == graph.layerTilings[layer]) {
      lettersIndex_[layer] = lettersIndex_[first];
      continue;
    }
    lettersIndex_[layer] = letters_.size();
    letters_.push_back(lettersOf(LayerId(layer)));
  }
}

int NeededPieces::letter(const std::string& name) {
  const auto found = std::ranges::find(names_, name);
  if (found != names_.end()) return static_cast<int>(found - names_.begin());
  names_.push_back(name);
  return static_cast<int>(names_.size()) - 1;
}

NeededPieces::LayerLetters NeededPieces::lettersOf(LayerId id) {
  const Layer& layer = workload_.layer(id);
  const LayerTiling& tiling = graph_.layerTilings[id.index()];
  const auto lettered = [&](std::size_t dim) {
    return LetteredLoop{letter(layer.dims[dim].name), tiling.tileSizes[dim]};
  };
  LayerLetters letters;
  for (const Axis& axis : layer.output.axes)
    for (AxisTerm term : axis.terms) letters.output.push_back(lettered(static_cast<std::size_t>(term.dim)));
  std::int64_t acrossCores = 1;
  for (const TileLoop& loop : tiling.loops) {
    if (acrossCores == tiling.interCoreParts) letters.cut.push_back(lettered(static_cast<std::size_t>(loop.dim)));
    if (acrossCores < tiling.interCoreParts) acrossCores *= loop.parts;
  }
  // A step of a recurrence covers one iteration of the loop that the whole operator runs over.
  if (layer.recurrence)
    for (std::size_t dim = 0; dim < layer.dims.size(); ++dim)
      if (layer.dims[dim].size == 1) letters.cut.push_back(lettered(dim));
  return letters;
}

void NeededPieces::addOutput(TileId consumer, std::size_t edge, OperandRole role) {
  const TileId producer = graph_.producer[edge];
  const LayerLetters& reads = letters(graph_.layer[consumer.index()]);
  const LayerLetters& written = letters(graph_.layer[producer.index()]);
  const Bits whole = graph_.outputBits[producer.index()];
  NeededPiece need{.piece = outputPiece(producer), .role = role, .bits = whole, .sliceBits = whole, .slice = false};
  std::int64_t part = storedPrecision(workload_, workload_.layer(graph_.layer[producer.index()]));
  for (LetteredLoop axis : written.output) {
    const auto cut = std::ranges::find(reads.cut, axis.letter, &LetteredLoop::letter);
    part *= cut == reads.cut.end() ? axis.size : cut->size;
    need.slice = need.slice || (cut != reads.cut.end() && cut->size != axis.size);
  }
  if (need.slice) {
    need.sliceBits = Bits(part);
    need.shared = sharedPart(edge);
  }
  needed_.push_back(need);
}

/// B4. A producer read through two inputs has two edges in a row; unless both read the same part, all of it is fetched.
void NeededPieces::addTruePart(std::size_t edge, OperandRole role) {
  const TileId producer = graph_.producer[edge];
  const Bits whole = graph_.outputBits[producer.index()];
  const std::int32_t shared = sharedPart(edge);
  if (!needed_.empty() && needed_.back().piece == outputPiece(producer)) {
    if (shared < 0 || needed_.back().shared != shared) {
      needed_.back().sliceBits = whole;
      needed_.back().slice = false;
      needed_.back().shared = -1;
    }
    return;
  }
  const Bits read = std::min(graph_.producerBits[edge], whole);
  needed_.push_back({.piece = outputPiece(producer),
                     .role = role,
                     .bits = whole,
                     .sliceBits = read,
                     .slice = read < whole,
                     .shared = read < whole ? shared : -1});
}

std::span<const NeededPiece> NeededPieces::of(TileId tile, const StreamedOperands& streamed) {
  needed_.clear();
  const LayerId id = graph_.layer[tile.index()];
  const Layer& layer = workload_.layer(id);
  std::optional<TileId> last;
  for (std::int32_t edge = graph_.producerBegin[tile.index()]; edge < graph_.producerBegin[tile.index() + 1]; ++edge) {
    const TileId producer = graph_.producer[static_cast<std::size_t>(edge)];
    if (graph_.layer[producer.index()] == id) continue;  // order only
    const OperandRole role = layer.inputs[graph_.producerInput[static_cast<std::size_t>(edge)]].role;
    const bool trueParts = axesByIdentity_ || graph_.layerTilings[graph_.layer[producer.index()].index()].overlaps();
    if (streamed[role] || (last == producer && !trueParts)) continue;
    if (trueParts)
      addTruePart(static_cast<std::size_t>(edge), role);
    else
      addOutput(tile, static_cast<std::size_t>(edge), role);
    last = producer;
  }
  for (const bool inputs : {false, true})  // the published tool lists W before I
    for (std::int32_t index : graph_.constantsOf(tile)) {
      const ConstantPiece& constant = graph_.constants[static_cast<std::size_t>(index)];
      const OperandRole role = layer.inputs[static_cast<std::size_t>(constant.input)].role;
      if ((role == OperandRole::I) != inputs || streamed[role] || constant.bits.value == 0) continue;
      needed_.push_back({.piece = constantPiece(graph_, index),
                         .role = role,
                         .bits = constant.bits,
                         .sliceBits = constant.bits,
                         .slice = false});
    }
  return needed_;
}

}  // namespace fusewright
