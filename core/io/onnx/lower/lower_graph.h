#pragma once

#include <string>

#include "core/base/result.h"
#include "core/io/onnx/onnx_graph.h"
#include "core/io/onnx_reader.h"
#include "core/workload/workload.h"

namespace fusewright {

/// The layers of `graph` under METHOD A1: nodes in order, every node but Constant at least one layer number.
/// `name` becomes the workload's. Of `options` the precisions count, where nodes say nothing, and the descriptions of
/// operators.
[[nodiscard]] Result<Workload> lowerGraph(const OnnxGraph& graph, std::string name,
                                          const OnnxReadOptions& options = {});

}  // namespace fusewright
