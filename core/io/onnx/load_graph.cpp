#include "core/io/onnx/load_graph.h"

#include <algorithm>

#include "core/io/onnx/complete_shapes.h"
#include "core/io/onnx/node_order.h"
#include "core/io/onnx/symbols.h"

namespace fusewright {

Result<OnnxGraph> loadGraph(const onnx::ModelProto& model, const std::filesystem::path& path,
                            const OnnxReadOptions& options) {
  const std::string file = path.string();
  const auto order = nodeOrder(model.graph(), file);
  if (!order) return tl::make_unexpected(order.error());
  const auto bound = withDims(model, options.dims, file);
  if (!bound) return tl::make_unexpected(bound.error());
  if (auto checked = checkAllBound(bound->graph(), file); !checked) return tl::make_unexpected(checked.error());
  auto graph = completeShapes(*bound, *order, file, options.dims.empty() ? ShapeTrust::Declared : ShapeTrust::Inferred);
  if (graph && !std::ranges::is_sorted(*order))
    graph->warnings.push_back(
        {.what = "nodes are not listed in an order that can be executed; they were sorted", .where = file});
  return graph;
}

}  // namespace fusewright
