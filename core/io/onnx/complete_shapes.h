#pragma once

#include <string>
#include <vector>

#include <onnx/onnx_pb.h>

#include "core/base/result.h"
#include "core/io/model_choice.h"
#include "core/io/onnx/graph_values.h"
#include "core/io/onnx/onnx_graph.h"
#include "core/io/onnx_reader.h"

namespace fusewright {

/// A graph with every size known, and what was read where only the running model knows.
struct CompletedGraph {
  OnnxGraph graph;
  std::vector<NodeChoice> choices;  ///< in the order of reading, one a node
};

/// The graph of `model` with every size known. Nodes are visited in `order`; those with a body (If, Loop, Scan,
/// functions) are replaced by the nodes in it (expand/expand_node.h). Each output gets its shape from a rule of ours,
/// from libonnx, from the model's own declaration, or, failing all, from the node's first input, with a warning.
/// Shape arithmetic on known numbers is carried out on the way. Errors: an input without shape, a size above 2^31 - 1,
/// a function that calls itself, bodies that do not fit their nodes, a branch or trip count given for a node that is
/// no If or Loop.
[[nodiscard]] Result<CompletedGraph> completeShapes(const onnx::ModelProto& model,
                                                    const std::vector<std::size_t>& order, const std::string& file,
                                                    ShapeTrust trust, const OnnxReadOptions& options);

}  // namespace fusewright
