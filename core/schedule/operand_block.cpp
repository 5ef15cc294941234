#include "core/schedule/operand_block.h"

#include <algorithm>

namespace fusewright {
namespace {

bool follows(const Operand& operand, int dim) {
  return std::ranges::any_of(operand.axes, [dim](const Axis& axis) {
    return std::ranges::any_of(axis.terms, [dim](AxisTerm term) { return term.dim == dim; });
  });
}

}  // namespace

std::int64_t operandBlock(const Workload& workload, const TileGraph& graph, TileId tile, OperandRole role) {
  const LayerId id = graph.layer[tile.index()];
  const Layer& layer = workload.layer(id);
  const auto input = std::ranges::find(layer.inputs, role, &Operand::role);
  const Operand* operand = role == OperandRole::O ? &layer.output : input == layer.inputs.end() ? nullptr : &*input;
  std::int64_t rest = graph.indexInLayer[tile.index()], block = 0, weight = 1;
  for (const TileLoop& loop : graph.layerTilings[id.index()].loops) {
    if (operand != nullptr && follows(*operand, loop.dim)) {
      block += rest % loop.parts * weight;
      weight *= loop.parts;
    }
    rest /= loop.parts;
  }
  return block;
}

}  // namespace fusewright
