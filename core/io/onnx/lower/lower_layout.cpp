// Layers without cost: operators that only rearrange elements, and those that METHOD A1 lets cost nothing.

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "core/io/onnx/lower/layout_maps.h"
#include "core/io/onnx/lower/lowering.h"

namespace fusewright {
namespace {

/// A layer with routes and no loops.
Lowered routed(const LoweringSite& site, std::vector<Route> routes) {
  Layer layer = emptyLayer(site, LayerKind::Routing, OperatorClass::Layout);
  layer.routes = std::move(routes);
  return {.layers = {std::move(layer)}, .tensors = {}, .warnings = {}};
}

/// An operand of an elementwise layer: axes aligned at the last one, an axis that is repeated read as a whole.
IndexMap readInStep(const LoweringSite& site, TensorId input, TensorId output) {
  const std::vector<std::int64_t>& from = site.tensor(input).shape;
  const std::vector<std::int64_t>& to = site.tensor(output).shape;
  IndexMap map = identityMap(from.size());
  for (std::size_t axis = 0; axis < from.size(); ++axis) {
    const std::size_t outputAxis = to.size() - from.size() + axis;
    map.axes[axis].outputAxis =
        from[axis] == to[outputAxis] ? std::optional(static_cast<int>(outputAxis)) : std::nullopt;
  }
  return map;
}

}  // namespace

Result<Lowered> lowerLayout(const LoweringSite& site) {
  std::vector<Route> routes;
  const std::vector<IndexMap> runs = gatherRuns(site);
  for (std::size_t output = 0; output < site.outputs.size(); ++output) {
    if (!site.outputs[output]) continue;
    Route route{.output = *site.outputs[output], .inputs = {}};
    for (std::size_t input = 0; input < site.inputs.size(); ++input) {
      if (!site.inputs[input] || !carriesElements(site.node, input)) continue;
      if (input == 0 && !runs.empty()) {
        for (const IndexMap& run : runs) route.inputs.push_back({.tensor = *site.inputs[0], .map = run});
        continue;
      }
      route.inputs.push_back({.tensor = *site.inputs[input], .map = layoutMap(site, input, output)});
    }
    routes.push_back(std::move(route));
  }
  Lowered lowered = routed(site, std::move(routes));
  if (dependsOnContents(site))
    lowered.warnings.push_back(
        {.what = fmt::format("which elements this {} takes is known only when the model runs", site.node.operation),
         .where = whereIs(site.graph, site.node),
         .node = site.node.name,
         .consequence = "the worst case is assumed: what reads it waits for every element that may be meant"});
  return lowered;
}

Result<Lowered> asFree(const LoweringSite& site, Result<Lowered> lowered) {
  if (!lowered || lowered->layers.size() != 1) return lowered;
  Layer& layer = lowered->layers[0];
  layer.kind = LayerKind::Free;
  const TensorId output = *layer.output.tensor;
  Route route{.output = output, .inputs = {}};
  for (const Operand& input : layer.inputs)
    if (input.tensor) route.inputs.push_back({.tensor = *input.tensor, .map = readInStep(site, *input.tensor, output)});
  layer.routes = {std::move(route)};
  return lowered;
}

Result<Lowered> lowerFree(const LoweringSite& site) {
  return asFree(site, lowerElementwise(site));
}

Result<Lowered> lowerFolded(const LoweringSite& site) {
  std::vector<Route> routes;
  for (const auto& output : site.outputs)
    if (output) routes.push_back({.output = *output, .inputs = {}});
  return routed(site, std::move(routes));
}

}  // namespace fusewright
