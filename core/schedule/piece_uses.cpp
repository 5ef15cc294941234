#include "core/schedule/piece_uses.h"

#include <algorithm>
#include <optional>

#include "core/schedule/needed_pieces.h"

namespace fusewright {

PiecePlaces usesByMemory(const Workload& workload, const TileGraph& graph, const RouteTable& routes) {
  PiecePlaces places(routes.memoryCount(), graph.size() + graph.constants.size());
  const auto usesIn = [&](PieceId piece, TileId reader, OperandRole role) -> std::int32_t& {
    return places.at(piece, routes.memory(graph.core[reader.index()], role)).uses;
  };
  for (std::size_t index = 0; index < graph.size(); ++index) {
    const TileId tile(index);
    const Layer& layer = workload.layer(graph.layer[index]);
    std::optional<TileId> last;
    for (std::int32_t edge = graph.producerBegin[index]; edge < graph.producerBegin[index + 1]; ++edge) {
      const TileId producer = graph.producer[static_cast<std::size_t>(edge)];
      if (graph.layer[producer.index()] == graph.layer[index] || last == producer) continue;
      last = producer;
      std::int32_t& count =
          usesIn(outputPiece(producer), tile, layer.inputs[graph.producerInput[static_cast<std::size_t>(edge)]].role);
      count = std::max(count, 0) + 1;
    }
    for (std::int32_t constant : graph.constantsOf(tile)) {
      const ConstantPiece& piece = graph.constants[static_cast<std::size_t>(constant)];
      usesIn(constantPiece(graph, constant), tile, layer.inputs[static_cast<std::size_t>(piece.input)].role) =
          piece.uses;
    }
  }
  return places;
}

}  // namespace fusewright
