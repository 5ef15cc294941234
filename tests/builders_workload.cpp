#include "tests/builders_workload.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "core/workload/footprint.h"

namespace fusewright::tests {
namespace {

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> found;
  for (std::string word; stream >> word;) found.push_back(word);
  return found;
}

std::vector<LoopDim> loopsOf(const std::string& text) {
  std::vector<LoopDim> dims;
  for (const std::string& word : words(text)) {
    const std::size_t equals = word.find('=');
    dims.push_back({.name = word.substr(0, equals), .size = std::stoll(word.substr(equals + 1))});
  }
  return dims;
}

int loopNamed(const Layer& layer, const std::string& name) {
  return static_cast<int>(std::ranges::find(layer.dims, name, &LoopDim::name) - layer.dims.begin());
}

/// "2*OX+FX-1": terms and numbers, each with its sign.
Axis axisOf(const Layer& layer, std::string text) {
  Axis axis;
  axis.broadcast = text.starts_with('~');
  if (axis.broadcast) text.erase(0, 1);
  for (std::size_t at = 0; at < text.size();) {
    const std::int64_t sign = text[at] == '-' ? -1 : 1;
    if (text[at] == '-' || text[at] == '+') ++at;
    const std::size_t end = std::min(text.find_first_of("+-", at), text.size());
    const std::string term = text.substr(at, end - at);
    const std::size_t times = term.find('*');
    if (times != std::string::npos)
      axis.terms.push_back({loopNamed(layer, term.substr(times + 1)), sign * std::stoll(term.substr(0, times))});
    else if (term.find_first_not_of("0123456789") == std::string::npos)
      axis.offset += sign * std::stoll(term);
    else
      axis.terms.push_back({loopNamed(layer, term), sign});
    at = end;
  }
  return axis;
}

}  // namespace

Operand operandOf(const Layer& layer, OperandRole role, const std::string& axes, int precision) {
  Operand operand{.role = role, .tensor = {}, .axes = {}, .precision = precision};
  for (const std::string& word : words(axes)) operand.axes.push_back(axisOf(layer, word));
  return operand;
}

TensorId WorkloadWriter::constant(std::string name, std::vector<std::int64_t> shape, TensorKind kind) {
  workload_.tensors.push_back(
      {.name = std::move(name), .shape = std::move(shape), .precision = precision_, .kind = kind});
  return TensorId(workload_.tensors.size() - 1);
}

TensorId WorkloadWriter::addOutput(Layer layer, std::vector<std::int64_t> shape) {
  layer.family = nextLayer();
  workload_.tensors.push_back(
      {.name = layer.name, .shape = std::move(shape), .precision = precision_, .producer = nextLayer()});
  workload_.layers.push_back(std::move(layer));
  return TensorId(workload_.tensors.size() - 1);
}

TensorId WorkloadWriter::layer(std::string name, const std::string& loops, const std::vector<Use>& inputs,
                               const std::string& output) {
  Layer layer;
  layer.name = std::move(name);
  layer.operation = "Op";
  layer.dims = loopsOf(loops);
  for (const Use& use : inputs) {
    const OperandRole role = layer.inputs.empty() ? OperandRole::I : OperandRole::W;
    layer.inputs.push_back(operandOf(layer, role, use.axes, precision_));
    layer.inputs.back().tensor = use.tensor;
  }
  layer.output = operandOf(layer, OperandRole::O, output, precision_);
  layer.output.tensor = TensorId(workload_.tensors.size());
  std::vector<std::int64_t> shape;
  const Box written = touchedBox(layer.output, wholeNest(layer));
  for (Interval range : written.axes()) shape.push_back(range.end);
  return addOutput(std::move(layer), std::move(shape));
}

TensorId WorkloadWriter::routing(std::string name, std::vector<std::int64_t> shape, std::vector<RoutedInput> inputs) {
  Layer layer;
  layer.name = std::move(name);
  layer.operation = "Layout";
  layer.kind = LayerKind::Routing;
  layer.operatorClass = OperatorClass::Layout;
  layer.routes = {{.output = TensorId(workload_.tensors.size()), .inputs = std::move(inputs)}};
  return addOutput(std::move(layer), std::move(shape));
}

void WorkloadWriter::lastIsStep(std::int32_t step, LayerId family) {
  workload_.layers.back().recurrence = RecurrenceStep{.scan = 0, .step = step};
  workload_.layers.back().family = family;
}

Workload twoLayerChain(ChainSizes sizes) {
  WorkloadWriter write(sizes.bitsPerElement);
  const std::string loops = "L=" + std::to_string(sizes.rows);
  const TensorId x = write.constant("x", {sizes.rows}, TensorKind::Input);
  const TensorId between = write.layer("first", loops, {{x, "L"}}, "L");
  write.layer("second", loops, {{between, "L"}}, "L");
  return write.workload();
}

}  // namespace fusewright::tests
