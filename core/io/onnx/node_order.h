#pragma once

#include <functional>
#include <string>
#include <vector>

#include <onnx/onnx_pb.h>

#include "core/base/result.h"

namespace fusewright {

/// Whether a value of that name is there outside of a graph; empty: none is.
using OuterValues = std::function<bool(const std::string&)>;

/// An order in which the nodes of `graph` can be executed: file order where that is one. Errors, naming node and
/// tensor: a value that two nodes make, an input or a graph output that nothing makes, nodes that wait for one another.
/// A body may also read the values that are there outside, as `isOuter` says.
[[nodiscard]] Result<std::vector<std::size_t>> nodeOrder(const onnx::GraphProto& graph, const std::string& file,
                                                         const OuterValues& isOuter = {});

/// A unique name for each node, by index: its own, its op type with a number if it has none, its own with a number
/// if an earlier node has the same.
[[nodiscard]] std::vector<std::string> nodeNames(const onnx::GraphProto& graph);

}  // namespace fusewright
