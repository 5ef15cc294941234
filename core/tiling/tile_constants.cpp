#include "core/tiling/tile_constants.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/tiling/tile_dependencies.h"
#include "core/workload/footprint.h"

namespace fusewright {
namespace {

Box wholeTensor(const Tensor& tensor) {
  Box box;
  for (std::int64_t size : tensor.shape) box.push({0, size});
  return box;
}

/// Adds the pieces of one constant input of one layer: tiles that differ only in loops irrelevant to it share a piece.
class PieceSharing {
 public:
  PieceSharing(const Layer& layer, const LayerTiling& tiling, std::size_t input) : tiling_(tiling) {
    for (const Axis& axis : layer.inputs[input].axes)
      for (AxisTerm term : axis.terms) relevant_[static_cast<std::size_t>(term.dim)] = true;
  }

  /// Number of distinct pieces.
  [[nodiscard]] std::int64_t count() const {
    std::int64_t pieces = 1;
    for (const TileLoop& loop : tiling_.loops)
      if (relevant_[static_cast<std::size_t>(loop.dim)]) pieces *= loop.parts;
    return pieces;
  }

  /// Which piece tile number `index` reads.
  [[nodiscard]] std::int64_t pieceOf(std::int64_t index) const {
    std::int64_t piece = 0, weight = 1;
    for (const TileLoop& loop : tiling_.loops) {
      if (relevant_[static_cast<std::size_t>(loop.dim)]) {
        piece += index % loop.parts * weight;
        weight *= loop.parts;
      }
      index /= loop.parts;
    }
    return piece;
  }

 private:
  const LayerTiling& tiling_;
  std::array<bool, kMaxRank> relevant_{};
};

/// For one layer: of each constant input, where its pieces start in TileGraph::constants.
struct ConstantInput {
  std::size_t input = 0;
  PieceSharing sharing;
  std::size_t firstPiece = 0;
};

/// By LayerId.
using ConstantInputs = std::vector<std::vector<ConstantInput>>;

/// Where the pieces of an input of a step of a recurrence start if the first step reads the very same ones: the weights
/// of a recurrent cell are one object however many steps use them.
std::optional<std::size_t> piecesOfFirstStep(const Workload& workload, const TileGraph& graph,
                                             const ConstantInputs& inputsOfLayer, LayerId id, std::size_t input) {
  const Layer& layer = workload.layer(id);
  if (!layer.recurrence || layer.family == id || layer.family.index() >= id.index()) return std::nullopt;
  const Layer& first = workload.layer(layer.family);
  if (input >= first.inputs.size() || first.inputs[input] != layer.inputs[input] || !layer.inputs[input].tensor ||
      graph.layerTilings[id.index()] != graph.layerTilings[layer.family.index()])
    return std::nullopt;
  const auto& known = inputsOfLayer[layer.family.index()];
  const auto found = std::ranges::find(known, input, &ConstantInput::input);
  return found == known.end() ? std::nullopt : std::optional(found->firstPiece);
}

std::vector<ConstantInput> addPieces(const Workload& workload, const std::vector<bool>& constantTensor,
                                     TileGraph& graph, const ConstantInputs& inputsOfLayer, LayerId id,
                                     const Assumptions& assumptions) {
  const Layer& layer = workload.layer(id);
  const LayerTiling& tiling = graph.layerTilings[id.index()];
  std::vector<ConstantInput> inputs;
  for (std::size_t input = 0; input < layer.inputs.size(); ++input) {
    const std::optional<TensorId> tensor = layer.inputs[input].tensor;
    if (tensor && !constantTensor[tensor->index()]) continue;
    const bool unread = tensor && workload.tensor(*tensor).isZero && assumptions.has(Repair::TrueState);
    const auto shared = piecesOfFirstStep(workload, graph, inputsOfLayer, id, input);
    ConstantInput constant{input, PieceSharing(layer, tiling, input), shared.value_or(graph.constants.size())};
    if (!shared) graph.constants.resize(graph.constants.size() + static_cast<std::size_t>(constant.sharing.count()));
    for (std::int64_t tile = 0; tile < tiling.tiles; ++tile) {
      ConstantPiece& piece =
          graph.constants[constant.firstPiece + static_cast<std::size_t>(constant.sharing.pieceOf(tile))];
      if (piece.uses++ > 0) continue;
      const Box loops = tileRanges(tiling, tile);
      piece.layer = id;
      piece.input = static_cast<std::int32_t>(input);
      piece.ranges = touchedBox(layer.inputs[input], loops);
      piece.bits = unread ? Bits(0) : billedBits(layer.inputs[input], loops);
    }
    inputs.push_back(std::move(constant));
  }
  return inputs;
}

}  // namespace

std::vector<bool> constantTensors(const Workload& workload) {
  std::vector<bool> constant(workload.tensors.size());
  for (std::size_t index = 0; index < constant.size(); ++index) {
    const Tensor& tensor = workload.tensors[index];
    constant[index] = !tensor.producer || (workload.layer(*tensor.producer).kind != LayerKind::Compute &&
                                           producersOfBox(workload, TensorId(index), wholeTensor(tensor)).empty());
  }
  return constant;
}

TileGraph withConstants(const Workload& workload, TileGraph graph, const Assumptions& assumptions) {
  const std::vector<bool> constant = constantTensors(workload);
  ConstantInputs inputsOfLayer(workload.layers.size());
  for (std::size_t layer = 0; layer < workload.layers.size(); ++layer)
    if (graph.layerTilings[layer].tiles > 0)
      inputsOfLayer[layer] = addPieces(workload, constant, graph, inputsOfLayer, LayerId(layer), assumptions);
  graph.constantBegin.assign(1, 0);
  graph.constantBegin.reserve(graph.size() + 1);
  for (std::size_t tile = 0; tile < graph.size(); ++tile) {
    for (const ConstantInput& input : inputsOfLayer[graph.layer[tile].index()])
      graph.constant.push_back(static_cast<std::int32_t>(input.firstPiece) +
                               static_cast<std::int32_t>(input.sharing.pieceOf(graph.indexInLayer[tile])));
    graph.constantBegin.push_back(static_cast<std::int32_t>(graph.constant.size()));
  }
  return graph;
}

}  // namespace fusewright
