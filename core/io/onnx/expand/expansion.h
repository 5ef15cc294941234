#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <onnx/onnx_pb.h>

#include "core/io/model_choice.h"
#include "core/io/onnx/onnx_graph.h"

namespace fusewright {

/// Versions of the operators by domain; "" is the standard one.
using Opsets = std::map<std::string, std::int64_t>;

/// Where the iterations of a Loop or Scan stand before iteration number `iteration`.
struct LoopProgress {
  std::int64_t iteration = 0;
  std::string condition;                          ///< "" if there is none
  std::vector<std::string> carried;               ///< names of the states
  std::vector<std::vector<std::string>> scanned;  ///< by scan output: its parts so far

  friend bool operator==(const LoopProgress&, const LoopProgress&) = default;
};

/// What stands in place of a node: the nodes of a body with the names of the whole graph, in an order that can be
/// executed. Whatever surrounds it needs no other change.
struct Expansion {
  std::vector<onnx::NodeProto> nodes;
  std::vector<onnx::TensorProto> weights;
  std::vector<onnx::ValueInfoProto> declared;  ///< types that the body declares
  std::optional<Opsets> opsets;                ///< of the nodes; none: those of the node that they replace
  std::string function;                        ///< "domain::name" if it is a function's body
  std::optional<std::int32_t> step;  ///< iteration that the nodes are, if they are to be steps of a recurrence
  std::optional<LoopProgress> next;  ///< the node itself comes again after them, from here on
  std::vector<Warning> warnings;
  std::optional<NodeChoice> choice = {};  ///< another branch or number of iterations may be asked for
};

}  // namespace fusewright
