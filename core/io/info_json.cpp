#include "core/io/info_json.h"

#include <charconv>

#include <nlohmann/json.hpp>

#include "core/io/names.h"

namespace fusewright {
namespace {

using Json = nlohmann::ordered_json;

Json dimsJson(const Layer& layer) {
  Json dims = Json::array();
  for (const LoopDim& dim : layer.dims) dims.push_back({{"name", dim.name}, {"size", dim.size}});
  return dims;
}

Json operandJson(const Workload& workload, const Operand& operand) {
  Json entry{{"role", nameOf(operand.role)}, {"precision_bits", operand.precision}};
  if (operand.tensor) entry["tensor"] = workload.tensor(*operand.tensor).name;
  return entry;
}

Json layerJson(const Workload& workload, std::size_t index) {
  const Layer& layer = workload.layers[index];
  Json entry{{"layer", index}, {"name", layer.name}, {"op", layer.operation}, {"kind", nameOf(layer.kind)}};
  if (layer.kind == LayerKind::Compute) {
    entry["loops"] = dimsJson(layer);
    entry["macs"] = operationCount(layer);
    entry["cycles_per_operation"] = layer.cyclesPerOperation;
    entry["inputs"] = Json::array();
    for (const Operand& input : layer.inputs) entry["inputs"].push_back(operandJson(workload, input));
    entry["output"] = operandJson(workload, layer.output);
  }
  if (layer.recurrence) entry["step"] = layer.recurrence->step;
  return entry;
}

Json tensorJson(const Tensor& tensor) {
  Json entry{{"name", tensor.name},
             {"shape", tensor.shape},
             {"precision_bits", tensor.precision},
             {"kind", nameOf(tensor.kind)}};
  if (tensor.producer) entry["producer"] = tensor.producer->value;
  if (tensor.isGraphOutput) entry["graph_output"] = true;
  return entry;
}

/// Sizes as numbers, names of open ones as text.
Json shapeJson(const std::vector<std::string>& shape) {
  Json sizes = Json::array();
  for (const std::string& size : shape) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), number);
    const bool isNumber = error == std::errc{} && end == size.data() + size.size();
    sizes.push_back(isNumber ? Json(number) : Json(size));
  }
  return sizes;
}

Json arraysJson(const std::vector<NamedArray>& arrays) {
  Json list = Json::array();
  for (const NamedArray& array : arrays)
    list.push_back({{"name", array.name}, {"type", array.elementType}, {"shape", shapeJson(array.shape)}});
  return list;
}

Json symbolsJson(const std::vector<SymbolicDim>& symbols) {
  Json list = Json::array();
  for (const SymbolicDim& symbol : symbols) {
    Json entry{{"name", symbol.name}, {"places", symbol.places}};
    entry["guess"] = symbol.guess;
    if (symbol.size) entry["size"] = *symbol.size;
    list.push_back(std::move(entry));
  }
  return list;
}

Json classesJson(const std::vector<ClassCount>& classes) {
  Json list = Json::array();
  for (const ClassCount& count : classes)
    list.push_back(
        {{"class", nameOf(count.operatorClass)}, {"layers", count.layers}, {"operations", count.operations}});
  return list;
}

Json problemJson(const Warning& warning) {
  return {{"severity", nameOf(warning.severity)},
          {"node", warning.node},
          {"what", warning.what},
          {"where", warning.where},
          {"consequence", warning.consequence}};
}

/// What the file says, without its layers.
Json fileJson(const ModelSummary& summary) {
  Json opsets = Json::object();
  for (const auto& [domain, version] : summary.opsets) opsets[domain.empty() ? "ai.onnx" : domain] = version;
  Json operators = Json::object();
  for (const OperatorCount& count : summary.operators)
    operators[count.domain.empty() ? count.operation : count.domain + "::" + count.operation] = count.nodes;
  return {{"file", summary.file},
          {"ir_version", summary.irVersion},
          {"opsets", std::move(opsets)},
          {"producer", summary.producer},
          {"symbolic_dims", symbolsJson(summary.symbols)},
          {"inputs", arraysJson(summary.inputs)},
          {"outputs", arraysJson(summary.outputs)},
          {"operators", std::move(operators)},
          {"parameters", summary.parameters},
          {"parameter_bytes", summary.parameterBytes}};
}

void addLists(Json& info, const Workload& workload, StepListing listing) {
  const std::vector<std::int64_t> standsFor = listedFor(workload, listing);
  info["layer_count"] = workload.layers.size();
  info["tensor_count"] = workload.tensors.size();
  info["layers"] = Json::array();
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    if (standsFor[index] == 0) continue;
    Json layer = layerJson(workload, index);
    if (standsFor[index] > 1) layer["steps"] = standsFor[index];
    info["layers"].push_back(std::move(layer));
  }
  info["tensors"] = Json::array();
  for (const Tensor& tensor : workload.tensors)
    if (!tensor.producer || standsFor[tensor.producer->index()] > 0) info["tensors"].push_back(tensorJson(tensor));
}

}  // namespace

std::string infoJson(const ModelSummary& summary, const Workload* workload, StepListing listing) {
  Json info{{"model", workload != nullptr ? workload->name : summary.file}};
  info.update(fileJson(summary));
  if (summary.operations) info["mac_count"] = *summary.operations;
  if (summary.contractionMacs) info["contraction_macs"] = *summary.contractionMacs;
  if (summary.activationBytes) info["activation_bytes"] = *summary.activationBytes;
  info["classes"] = classesJson(summary.classes);
  if (workload != nullptr) {
    addLists(info, *workload, listing);
  }
  info["warnings"] = Json::array();
  for (const Warning& warning : summary.warnings) info["warnings"].push_back(warningText(warning));
  info["problems"] = Json::array();
  for (const Warning& warning : summary.warnings) info["problems"].push_back(problemJson(warning));
  return info.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace fusewright
