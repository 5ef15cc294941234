// Describes a model file (model_summary.h).

#include <algorithm>
#include <exception>
#include <map>
#include <set>
#include <sstream>

#include "core/io/model_summary.h"
#include "core/io/onnx/load_graph.h"
#include "core/io/onnx/lower/lower_graph.h"
#include "core/io/onnx/model_bytes.h"
#include "core/io/onnx/parse_model.h"
#include "core/io/onnx/symbols.h"

namespace fusewright {
namespace {

NamedArray describeArray(const onnx::ValueInfoProto& value) {
  const auto& type = value.type().tensor_type();
  NamedArray array{.name = value.name(), .elementType = std::string(elementType(type.elem_type()).name), .shape = {}};
  for (const auto& dim : type.shape().dim()) {
    if (dim.has_dim_value())
      array.shape.push_back(std::to_string(dim.dim_value()));
    else
      array.shape.push_back(dim.dim_param().empty() ? "?" : dim.dim_param());
  }
  return array;
}

NamedArray describeArray(const onnx::TensorProto& tensor) {
  NamedArray array{
      .name = tensor.name(), .elementType = std::string(elementType(tensor.data_type()).name), .shape = {}};
  for (std::int64_t size : tensor.dims()) array.shape.push_back(std::to_string(size));
  return array;
}

std::vector<OperatorCount> countOperators(const onnx::GraphProto& graph) {
  std::map<std::pair<std::string, std::string>, int> counts;
  for (const auto& node : graph.node()) ++counts[{node.domain() == "ai.onnx" ? "" : node.domain(), node.op_type()}];
  std::vector<OperatorCount> operators;
  for (const auto& [key, nodes] : counts)
    operators.push_back({.domain = key.first, .operation = key.second, .nodes = nodes});
  std::ranges::stable_sort(operators, std::ranges::greater{}, &OperatorCount::nodes);
  return operators;
}

/// What the file says without being understood.
ModelSummary describeFile(const onnx::ModelProto& model, const std::string& file) {
  ModelSummary summary;
  summary.file = file;
  summary.irVersion = model.ir_version();
  for (const auto& opset : model.opset_import()) summary.opsets.emplace_back(opset.domain(), opset.version());
  summary.producer = model.producer_name();
  if (!model.producer_version().empty())
    summary.producer += (summary.producer.empty() ? "" : " ") + model.producer_version();
  std::set<std::string> weights;
  for (const auto& weight : model.graph().initializer()) {
    weights.insert(weight.name());
    summary.initialisers.push_back(describeArray(weight));
  }
  for (const auto& input : model.graph().input())
    if (!weights.contains(input.name())) summary.inputs.push_back(describeArray(input));
  for (const auto& output : model.graph().output()) summary.outputs.push_back(describeArray(output));
  summary.operators = countOperators(model.graph());
  return summary;
}

bool isContraction(OperatorClass operatorClass) {
  return operatorClass == OperatorClass::Contraction || operatorClass == OperatorClass::Convolution;
}

std::int64_t bytesOf(const Tensor& tensor) {
  return (elementCount(tensor.shape).value_or(0) * tensor.precision + 7) / 8;
}

/// Whether a weight is a parameter of the model: constants that are shapes, axes or scalars are none.
bool isParameter(const Tensor& tensor, const OnnxGraph& graph) {
  if (tensor.kind != TensorKind::Weight) return false;
  const auto value = graph.values.find(tensor.name);
  if (value == graph.values.end() || value->second.origin != OnnxOrigin::Constant) return true;
  return !tensor.shape.empty() && value->second.elementType.find("int") == std::string::npos;
}

std::vector<ClassCount> countClasses(const Workload& workload) {
  std::map<OperatorClass, ClassCount> counts;
  for (const Layer& layer : workload.layers) {
    ClassCount& count = counts[layer.operatorClass];
    count.operatorClass = layer.operatorClass;
    ++count.layers;
    count.operations += operationCount(layer);
  }
  std::vector<ClassCount> classes;
  for (const auto& [operatorClass, count] : counts) classes.push_back(count);
  std::ranges::stable_sort(classes, std::ranges::greater{}, &ClassCount::operations);
  return classes;
}

void addTotals(ModelSummary& summary, const Workload& workload, const OnnxGraph& graph) {
  std::int64_t contractions = 0, activations = 0;
  for (const Layer& layer : workload.layers)
    if (isContraction(layer.operatorClass)) contractions += operationCount(layer);
  for (const Tensor& tensor : workload.tensors) {
    const bool passedOn = tensor.producer && workload.layer(*tensor.producer).kind == LayerKind::Compute;
    if (passedOn) activations += bytesOf(tensor);
    if (!isParameter(tensor, graph)) continue;
    summary.parameters += elementCount(tensor.shape).value_or(0);
    summary.parameterBytes += bytesOf(tensor);
  }
  summary.operations = totalOperations(workload);
  summary.contractionMacs = contractions;
  summary.activationBytes = activations;
  summary.classes = countClasses(workload);
  summary.warnings = problems(workload);
}

Result<DescribedModel> describeParsed(const onnx::ModelProto& model, const std::filesystem::path& path,
                                      OnnxReadOptions options) {
  ModelSummary summary = describeFile(model, path.string());
  summary.symbols = symbolsOf(model.graph());
  for (SymbolicDim& symbol : summary.symbols)
    if (const auto size = options.dims.find(symbol.name); size != options.dims.end()) symbol.size = size->second;
  options.openSizes = OpenSizes::Guessed;
  auto loaded = loadGraph(model, path, options);
  if (!loaded) return tl::make_unexpected(loaded.error());
  auto workload = lowerGraph(loaded->graph, path.filename().string(), options);
  if (!workload) return tl::make_unexpected(workload.error());
  addTotals(summary, *workload, loaded->graph);
  summary.choices = std::move(loaded->choices);
  return DescribedModel{std::move(summary), *std::move(workload)};
}

}  // namespace

Result<DescribedModel> describeModel(const std::filesystem::path& path, const OnnxReadOptions& options) {
  try {
    const auto model = parseModel(path);
    if (!model) return tl::make_unexpected(model.error());
    return describeParsed(*model, path, options);
  } catch (const std::exception& exception) {
    return unforeseen(exception, path);
  }
}

Result<DescribedModel> describeModelBytes(std::string bytes, const std::filesystem::path& name,
                                          const OnnxReadOptions& options) {
  try {
    const std::uint64_t size = bytes.size();
    std::istringstream stream(std::move(bytes));
    const auto weightless = readModelBytes(stream, size, name.string());
    if (!weightless) return tl::make_unexpected(weightless.error());
    const auto model = parseModelBytes(*weightless, name.string());
    if (!model) return tl::make_unexpected(model.error());
    return describeParsed(*model, name, options);
  } catch (const std::exception& exception) {
    return unforeseen(exception, name);
  }
}

Result<ModelSummary> describeOnnx(const std::filesystem::path& path, const OnnxReadOptions& options) {
  auto described = describeModel(path, options);
  if (!described) return tl::make_unexpected(described.error());
  return std::move(described->summary);
}

}  // namespace fusewright
