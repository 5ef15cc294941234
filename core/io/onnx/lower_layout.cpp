// Layers without cost: operators that only rearrange elements, and those that METHOD A1 lets cost nothing.

#include <algorithm>
#include <numeric>

#include "core/io/onnx/layout_maps.h"
#include "core/io/onnx/lowering.h"

namespace fusewright {
namespace {

/// A layer with routes and no loops.
Lowered routed(const LoweringSite& site, LayerKind kind, std::vector<Route> routes) {
  Layer layer = emptyLayer(site, kind, kind == LayerKind::Free ? OperatorClass::Activation : OperatorClass::Layout);
  layer.routes = std::move(routes);
  return {.layers = {std::move(layer)}, .tensors = {}, .warnings = {}};
}

}  // namespace

Result<Lowered> lowerLayout(const LoweringSite& site) {
  std::vector<Route> routes;
  for (std::size_t output = 0; output < site.outputs.size(); ++output) {
    if (!site.outputs[output]) continue;
    Route route{.output = *site.outputs[output], .inputs = {}};
    for (std::size_t input = 0; input < site.inputs.size(); ++input) {
      if (!site.inputs[input] || !carriesElements(site.node, input)) continue;
      route.inputs.push_back({.tensor = *site.inputs[input], .map = layoutMap(site, input, output)});
    }
    routes.push_back(std::move(route));
  }
  return routed(site, LayerKind::Routing, std::move(routes));
}

Result<Lowered> lowerFree(const LoweringSite& site) {
  if (site.outputs.empty() || !site.outputs[0] || site.inputs.empty() || !site.inputs[0] ||
      site.tensor(*site.inputs[0]).shape != site.tensor(*site.outputs[0]).shape)
    return lowerLayout(site);
  const IndexMap map = identityMap(site.tensor(*site.inputs[0]).shape.size());
  return routed(site, LayerKind::Free,
                {{.output = *site.outputs[0], .inputs = {{.tensor = *site.inputs[0], .map = map}}}});
}

Result<Lowered> lowerFolded(const LoweringSite& site) {
  std::vector<Route> routes;
  for (const auto& output : site.outputs)
    if (output) routes.push_back({.output = *output, .inputs = {}});
  return routed(site, LayerKind::Routing, std::move(routes));
}

}  // namespace fusewright
