#include "core/io/info_json.h"

#include <map>

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

std::int64_t bitsOf(const Tensor& tensor) {
  std::int64_t bits = tensor.precision;
  for (std::int64_t size : tensor.shape) bits *= size;
  return bits;
}

}  // namespace

std::string infoJson(const Workload& workload) {
  std::map<std::string, int> operations;
  std::int64_t weightBits = 0;
  Json layers = Json::array();
  for (std::size_t index = 0; index < workload.layers.size(); ++index) {
    layers.push_back(layerJson(workload, index));
    ++operations[workload.layers[index].operation];
  }
  Json tensors = Json::array();
  for (const Tensor& tensor : workload.tensors) {
    tensors.push_back(tensorJson(tensor));
    if (tensor.kind == TensorKind::Weight) weightBits += bitsOf(tensor);
  }
  Json warnings = Json::array();
  for (const Warning& warning : workload.warnings) warnings.push_back(warningText(warning));
  const Json info{{"model", workload.name},         {"mac_count", totalOperations(workload)},
                  {"weight_bits", weightBits},      {"operators", operations},
                  {"layers", std::move(layers)},    {"tensors", std::move(tensors)},
                  {"warnings", std::move(warnings)}};
  return info.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace fusewright
