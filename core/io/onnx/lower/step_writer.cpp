#include "core/io/onnx/lower/step_writer.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/io/onnx/lower/operator_table.h"

namespace fusewright {

StepWriter::StepWriter(const LoweringSite& site, Lowered& lowered, std::int32_t scan, std::string path)
    : site_(site), lowered_(lowered), scan_(scan), path_(std::move(path)) {}

std::string StepWriter::pathOf(const std::string& what) const {
  return fmt::format("{}/{}{}", site_.node.name, path_, what);
}

TensorId StepWriter::addTensor(std::string name, std::vector<std::int64_t> shape, int precision, TensorKind kind) {
  lowered_.tensors.push_back(
      {.name = std::move(name), .shape = std::move(shape), .precision = precision, .kind = kind});
  return TensorId(site_.firstTensor() + lowered_.tensors.size() - 1);
}

TensorId StepWriter::addZeros(const std::string& name, std::vector<std::int64_t> shape, int precision) {
  const TensorId zeros = addTensor(pathOf(name), std::move(shape), precision, TensorKind::State);
  lowered_.tensors.back().isZero = true;
  return zeros;
}

Layer StepWriter::nest(const StepLayer& layer, std::string name) const {
  Layer made = emptyLayer(site_, LayerKind::Compute, operatorTraits("", layer.operation).operatorClass);
  made.name = std::move(name);
  made.operation = layer.operation;
  made.cyclesPerOperation = layer.cyclesPerOperation;
  made.dims = layer.dims;
  made.inputs = layer.inputs;
  for (std::size_t input = 0; input < made.inputs.size(); ++input)
    made.inputs[input].role = input == 0 ? OperandRole::I : OperandRole::W;
  return made;
}

TensorId StepWriter::append(Layer layer, const StepLayer& step, int precision) {
  const bool state = layer.recurrence.has_value();
  const TensorId output =
      addTensor(layer.name, step.shape, precision, state ? TensorKind::State : TensorKind::Activation);
  layer.output = {.role = OperandRole::O, .tensor = output, .axes = step.outputAxes, .precision = precision};
  lowered_.layers.push_back(std::move(layer));
  return output;
}

TensorId StepWriter::addLayer(const StepLayer& layer, int precision) {
  return append(nest(layer, pathOf(layer.what)), layer, precision);
}

TensorId StepWriter::addStep(const StepLayer& layer, std::int32_t step, int precision) {
  Layer made = nest(layer, fmt::format("{}_{}_{}", pathOf(layer.what), step, step));
  const LayerId id(site_.firstLayer() + lowered_.layers.size());
  made.family = families_.try_emplace(layer.what, id).first->second;
  made.recurrence = RecurrenceStep{.scan = scan_, .step = step};
  return append(std::move(made), layer, precision);
}

void StepWriter::addRoutes(const std::string& what, std::vector<Route> routes) {
  Layer layer = emptyLayer(site_, LayerKind::Routing, OperatorClass::Layout);
  layer.name = pathOf(what);
  layer.operation = "Concat";
  layer.routes = std::move(routes);
  lowered_.layers.push_back(std::move(layer));
}

std::int32_t nextRecurrence(const Workload& workload) {
  std::int32_t next = 0;
  for (const Layer& layer : workload.layers)
    if (layer.recurrence) next = std::max(next, layer.recurrence->scan + 1);
  return next;
}

Axis axisAlong(int loop, std::int64_t offset, std::int64_t stride) {
  return {.terms = {{.dim = loop, .stride = stride}}, .offset = offset, .broadcast = false};
}

Axis axisAt(std::int64_t index) {
  return {.terms = {}, .offset = index, .broadcast = false};
}

}  // namespace fusewright
