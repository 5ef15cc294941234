#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <onnx/onnx_pb.h>

#include "core/io/onnx/onnx_graph.h"

namespace fusewright {

/// Most nodes that a body is unrolled into.
inline constexpr std::int64_t kMostUnrolledNodes = std::int64_t{1} << 17;

/// What takes the nodes that a body is unrolled into, in an order that can be executed.
struct UnrolledNodes {
  const OnnxGraph& graph;                                                  ///< with all that was added so far
  std::function<void(const onnx::TensorProto&)> addWeight;                 ///< an initialiser of the body
  std::function<void(const onnx::NodeProto&, UnrolledStep)> addNode;       ///< a copy of a node of the body
  std::function<void(OnnxNode, std::vector<std::int64_t>)> addRearranged;  ///< a layout node and its output's shape
};

/// Whether `node` is a Scan (opset 9 and later) whose body can be unrolled: every size known in `graph`, no graphs
/// within the body, at most kMostUnrolledNodes copies.
[[nodiscard]] bool canUnrollScan(const OnnxGraph& graph, const onnx::NodeProto& node);

/// Hands the steps of a Scan called `name` to `nodes`: slices of the scan inputs, the body once a step with the state
/// of the step before, and the scan outputs joined. Requires canUnrollScan.
void unrollScan(const onnx::NodeProto& node, const std::string& name, const UnrolledNodes& nodes);

}  // namespace fusewright
