#include "core/io/onnx/load_graph.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/io/onnx/complete_shapes.h"
#include "core/io/onnx/node_order.h"
#include "core/io/onnx/parse_model.h"
#include "core/io/onnx/symbols.h"

namespace fusewright {
namespace {

/// The newest standard operators that libonnx 1.12 knows; of later ones it may infer wrong shapes.
constexpr std::int64_t kNewestKnownOpset = 17;

/// Files of before are from experiments and may lack opsets.
constexpr std::int64_t kOldestUsualIr = 3;

std::size_t externalTensors(const onnx::GraphProto& graph) {
  return static_cast<std::size_t>(std::ranges::count_if(graph.initializer(), [](const onnx::TensorProto& weight) {
    return weight.data_location() == onnx::TensorProto::EXTERNAL;
  }));
}

ShapeTrust shapeTrust(const onnx::ModelProto& model, const OnnxReadOptions& options) {
  const bool asExported = options.dims.empty();
  return asExported && standardOpset(model) > kNewestKnownOpset ? ShapeTrust::Declared : ShapeTrust::Inferred;
}

/// `given`, with a usual size for what it leaves open.
std::map<std::string, std::int64_t> withGuesses(const onnx::GraphProto& graph,
                                                std::map<std::string, std::int64_t> given) {
  for (const SymbolicDim& symbol : symbolsOf(graph)) given.emplace(symbol.name, symbol.guess);
  return given;
}

std::vector<Warning> guessWarnings(const onnx::GraphProto& graph, const OnnxReadOptions& options,
                                   const std::string& file) {
  std::vector<Warning> warnings;
  for (const SymbolicDim& symbol : symbolsOf(graph))
    if (!options.dims.contains(symbol.name))
      warnings.push_back({.what = fmt::format("the size '{}' ({}) is left open; {} is assumed", symbol.name,
                                              fmt::join(symbol.places, ", "), symbol.guess),
                          .where = file,
                          .node = {},
                          .consequence = fmt::format(
                              "all costs are those for this size: give another with --dim '{}=SIZE'", symbol.name),
                          .severity = Severity::Approximation});
  return warnings;
}

/// What is unusual about the file as a whole.
std::vector<Warning> fileWarnings(const onnx::ModelProto& model, const std::string& file) {
  std::vector<Warning> warnings;
  const auto note = [&](std::string what, std::string consequence) {
    warnings.push_back({.what = std::move(what),
                        .where = file,
                        .node = {},
                        .consequence = std::move(consequence),
                        .severity = Severity::Note});
  };
  if (const std::int64_t opset = standardOpset(model); opset > kNewestKnownOpset)
    note(fmt::format("its operators are of version {}, newer than the {} that is known", opset, kNewestKnownOpset),
         "shapes that the model declares are trusted; operators that are new are costed by traffic");
  if (model.ir_version() < kOldestUsualIr)
    note(fmt::format("it is written in version {} of the file format", model.ir_version()), {});
  if (const std::size_t external = externalTensors(model.graph()); external > 0)
    note(external == 1 ? std::string("the contents of one tensor lie in another file")
                       : fmt::format("the contents of {} tensors lie in other files", external),
         "they are not needed: only shapes and types are read");
  return warnings;
}

}  // namespace

Result<CompletedGraph> loadGraph(const onnx::ModelProto& model, const std::filesystem::path& path,
                                 const OnnxReadOptions& options) {
  const std::string file = path.string();
  const auto order = nodeOrder(model.graph(), file);
  if (!order) return tl::make_unexpected(order.error());
  const bool guessing = options.openSizes == OpenSizes::Guessed;
  const auto bound = withDims(model, guessing ? withGuesses(model.graph(), options.dims) : options.dims, file);
  if (!bound) return tl::make_unexpected(bound.error());
  if (auto checked = checkAllBound(bound->graph(), file); !checked) return tl::make_unexpected(checked.error());
  auto completed = completeShapes(*bound, *order, file, shapeTrust(model, options), options);
  if (!completed) return completed;
  OnnxGraph* graph = &completed->graph;
  std::vector<Warning> warnings = fileWarnings(model, file);
  if (guessing) {
    std::vector<Warning> guesses = guessWarnings(model.graph(), options, file);
    graph->hasGuessedSizes = !guesses.empty();
    std::ranges::move(guesses, std::back_inserter(warnings));
  }
  graph->warnings.insert(graph->warnings.begin(), warnings.begin(), warnings.end());
  if (!std::ranges::is_sorted(*order))
    graph->warnings.push_back({.what = "nodes are not listed in an order that can be executed; they were sorted",
                               .where = file,
                               .node = {},
                               .consequence = {},
                               .severity = Severity::Note});
  return completed;
}

}  // namespace fusewright
