#include "core/io/onnx/load_graph.h"

#include <algorithm>

#include "core/io/onnx/complete_shapes.h"
#include "core/io/onnx/node_order.h"
#include "core/io/onnx/parse_model.h"
#include "core/io/onnx/symbols.h"

namespace fusewright {
namespace {

/// The newest standard operators that libonnx 1.12 knows; of later ones it may infer wrong shapes.
constexpr std::int64_t kNewestKnownOpset = 17;

ShapeTrust shapeTrust(const onnx::ModelProto& model, const OnnxReadOptions& options) {
  const bool asExported = options.dims.empty();
  return asExported && standardOpset(model) > kNewestKnownOpset ? ShapeTrust::Declared : ShapeTrust::Inferred;
}

}  // namespace

Result<OnnxGraph> loadGraph(const onnx::ModelProto& model, const std::filesystem::path& path,
                            const OnnxReadOptions& options) {
  const std::string file = path.string();
  const auto order = nodeOrder(model.graph(), file);
  if (!order) return tl::make_unexpected(order.error());
  const auto bound = withDims(model, options.dims, file);
  if (!bound) return tl::make_unexpected(bound.error());
  if (auto checked = checkAllBound(bound->graph(), file); !checked) return tl::make_unexpected(checked.error());
  auto graph = completeShapes(*bound, *order, file, shapeTrust(model, options));
  if (graph && !std::ranges::is_sorted(*order))
    graph->warnings.push_back(
        {.what = "nodes are not listed in an order that can be executed; they were sorted", .where = file});
  return graph;
}

}  // namespace fusewright
