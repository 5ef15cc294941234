#include "core/workload/assumed_workload.h"

#include <algorithm>
#include <utility>

namespace fusewright {
namespace {

void forgetRepetition(Operand& operand) {
  for (Axis& axis : operand.axes)
    if (axis.broadcast) axis.terms.clear();
}

bool isRepeated(const Operand& operand) {
  return std::ranges::any_of(operand.axes, [](const Axis& axis) { return axis.broadcast && !axis.terms.empty(); });
}

bool changes(const Layer& layer) {
  return layer.kind == LayerKind::Free || std::ranges::any_of(layer.inputs, isRepeated);
}

/// B8: what cost nothing has its nest to run, and what is repeated along a loop has its own size.
Layer withTrueElements(Layer layer) {
  if (layer.kind == LayerKind::Free && !layer.dims.empty()) {
    layer.kind = LayerKind::Compute;
    layer.costsByAssumption = true;
    layer.routes.clear();
  }
  std::ranges::for_each(layer.inputs, forgetRepetition);
  return layer;
}

}  // namespace

std::shared_ptr<const Workload> assumedWorkload(std::shared_ptr<const Workload> workload,
                                                const Assumptions& assumptions) {
  if (!assumptions.has(Repair::TrueElementwise) || std::ranges::none_of(workload->layers, changes)) return workload;
  Workload assumed = *workload;
  for (Layer& layer : assumed.layers) layer = withTrueElements(std::move(layer));
  return std::make_shared<const Workload>(std::move(assumed));
}

bool isElementwise(const Layer& layer) {
  if (layer.kind != LayerKind::Compute) return false;
  if (layer.operatorClass != OperatorClass::Elementwise && layer.operatorClass != OperatorClass::Activation)
    return false;
  for (std::size_t dim = 0; dim < layer.dims.size(); ++dim) {
    const auto indexes = [dim](const Axis& axis) {
      return std::ranges::find(axis.terms, static_cast<int>(dim), &AxisTerm::dim) != axis.terms.end();
    };
    if (layer.dims[dim].size > 1 && std::ranges::none_of(layer.output.axes, indexes)) return false;
  }
  return true;
}

}  // namespace fusewright
