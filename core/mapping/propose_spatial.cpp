#include <algorithm>

#include "core/mapping/layer_names.h"
#include "core/mapping/loop_roles.h"
#include "core/mapping/propose_mapping.h"

namespace fusewright {
namespace {

bool isPartOf(const Layer& layer, std::string_view component) {
  const auto parts = nameComponents(layer.name);
  return std::ranges::find(parts, component) != parts.end();
}

SpatialUnrolling unroll(int arrayDim, const Layer& layer, int loop, std::int64_t factor = kUnrollAll) {
  return {.arrayDim = arrayDim, .loopDim = layer.dims[static_cast<std::size_t>(loop)].name, .factor = factor};
}

/// Whether the layer multiplies two operands and sums up.
bool contracts(const Layer& layer) {
  return innerLoop(layer) && layer.inputs.size() > 1 && layer.inputs[1].tensor;
}

/// Inner on D1 and outer on D2; x_proj and out_proj the other way round (METHOD A4).
SpatialMapping contractionOfStudy(const Layer& layer) {
  const std::vector<int> outputs = outputLoops(layer);
  if (outputs.empty()) return {};
  const int swapped = isPartOf(layer, "x_proj") || isPartOf(layer, "out_proj") ? 1 : 0;
  std::vector<SpatialUnrolling> pair{unroll(swapped, layer, *innerLoop(layer)),
                                     unroll(1 - swapped, layer, outputs.back())};
  std::ranges::sort(pair, {}, &SpatialUnrolling::arrayDim);
  return {pair};
}

/// METHOD A4, "Spatial mapping": the study's table, by the layer's loops.
SpatialMapping spatialOfStudy(const Layer& layer) {
  const auto n = findLoop(layer, "N");
  const auto d = findLoop(layer, "D");
  if (n && d) return {{unroll(0, layer, *n), unroll(1, layer, *d)}};
  const auto g = findLoop(layer, "G");
  const auto ox = findLoop(layer, "OX");
  if (g && ox) return {{unroll(0, layer, *g), unroll(1, layer, *ox)}};
  if (contracts(layer)) return contractionOfStudy(layer);
  if (innerLoop(layer)) return {};
  const std::vector<int> outputs = outputLoops(layer);
  if (outputs.size() < 2) return {};
  if (isPartOf(layer, "mul_D_x")) return {{unroll(1, layer, outputs.back())}};
  return {{unroll(0, layer, outputs[outputs.size() - 2], 1), unroll(1, layer, outputs.back())}};
}

/// The layer's loop that a dataflow means by `name`.
std::optional<int> loopOfDataflow(const Layer& layer, std::string_view name) {
  if (const auto loop = findLoop(layer, name)) return loop;
  if (!contracts(layer) || findLoop(layer, "OX")) return std::nullopt;
  if (name == "C") return innerLoop(layer);
  if (name == "OX") return rowLoop(layer);
  const std::vector<int> outputs = outputLoops(layer);
  if (name == "K" && !outputs.empty()) return outputs.back();
  return std::nullopt;
}

}  // namespace

SpatialMapping spatialOfDataflow(const Layer& layer, const Core& core) {
  SpatialMapping mapping;
  for (const DataflowDim& habit : core.dataflow) {
    const auto loop = loopOfDataflow(layer, habit.loopDim);
    const auto dim = std::ranges::find(core.array.dims, habit.arrayDim, &ArrayDim::name);
    if (loop && dim != core.array.dims.end())
      mapping.unrollings.push_back(unroll(static_cast<int>(dim - core.array.dims.begin()), layer, *loop, habit.factor));
  }
  return mapping;
}

SpatialMapping proposeSpatial(const Layer& layer, const Core& core, MappingStyle style) {
  if (style == MappingStyle::StateSpace && core.array.dims.size() == 2) return spatialOfStudy(layer);
  return spatialOfDataflow(layer, core);
}

}  // namespace fusewright
