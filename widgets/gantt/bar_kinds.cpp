#include "widgets/gantt/bar_kinds.h"

#include <limits>

namespace fusewright {

BarKinds::BarKinds(const Evaluation& evaluation)
    : evaluation_(evaluation), groupOfLayer_(evaluation.workload->layers.size(), 0) {
  const auto& groups = evaluation.mapping->fusion.groups;
  for (std::size_t group = 0; group < groups.size(); ++group)
    for (const LayerId layer : groups[group].layers) groupOfLayer_[layer.index()] = static_cast<std::int32_t>(group);
}

std::uint16_t BarKinds::keyOf(const BarKind& kind) {
  constexpr std::size_t kMost = std::numeric_limits<std::uint16_t>::max();
  const auto next = static_cast<std::uint16_t>(std::min(kinds_.size(), kMost));
  const std::int32_t tensor = kind.tensor ? kind.tensor->value : -1;
  const auto [found, isNew] = keys_.try_emplace({kind.layer, kind.group, kind.cost, tensor}, next);
  if (isNew && kinds_.size() <= kMost) kinds_.push_back(kind);
  return found->second;
}

BarKind BarKinds::kindOf(LayerId layer) const {
  return {.layer = evaluation_.workload->layer(layer).family, .group = groupOfLayer_[layer.index()]};
}

std::uint16_t BarKinds::ofTiles(LayerId layer, std::int32_t cost) {
  BarKind kind = kindOf(layer);
  kind.cost = cost;
  kind.tensor = evaluation_.workload->layer(kind.layer).output.tensor;
  return keyOf(kind);
}

std::optional<TensorId> BarKinds::tensorOf(const Piece& piece) const {
  if (piece.kind == Piece::Kind::TileOutput) {
    const Layer& maker = evaluation_.workload->layer(piece.layer);
    return evaluation_.workload->layer(maker.family).output.tensor;
  }
  if (piece.source < 0) return std::nullopt;
  const auto source = static_cast<std::size_t>(piece.source);
  if (piece.kind == Piece::Kind::Slice) return tensorOf(evaluation_.schedule->pieces[source]);
  const ConstantPiece& constant = evaluation_.graph->constants[source];
  const Layer& reader = evaluation_.workload->layer(constant.layer);
  const auto input = static_cast<std::size_t>(constant.input);
  return input < reader.inputs.size() ? std::optional(reader.inputs[input].tensor) : std::nullopt;
}

std::uint16_t BarKinds::ofTransfer(const Transfer& transfer) {
  const Piece& piece = evaluation_.schedule->pieces[transfer.piece.index()];
  // Moves wear the colour of the layer that needs them, or of the one that made what they move.
  BarKind kind = kindOf(transfer.neededBy ? evaluation_.graph->layer[transfer.neededBy->index()] : piece.layer);
  kind.tensor = tensorOf(piece);
  return keyOf(kind);
}

std::uint16_t BarKinds::ofStream(const Stream& stream) {
  const LayerId id = evaluation_.graph->layer[stream.tile.index()];
  const Layer& layer = evaluation_.workload->layer(id);
  BarKind kind = kindOf(id);
  if (stream.role == OperandRole::O) kind.tensor = layer.output.tensor;
  for (const Operand& input : layer.inputs)
    if (input.role == stream.role) kind.tensor = input.tensor;
  return keyOf(kind);
}

}  // namespace fusewright
