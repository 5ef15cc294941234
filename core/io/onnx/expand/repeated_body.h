#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/io/onnx/expand/expand_node.h"

namespace fusewright {

/// What the iterations of a Loop and of a Scan share.

/// Names for what an iteration makes: the states it leaves, then its parts of the scan outputs.
struct IterationNames {
  std::string part;      ///< "[3]/", of the values
  std::string nodePart;  ///< of the nodes: none if they are steps of one recurrence
  LoopProgress after;
  std::vector<std::string> results;  ///< by output of the body, without the condition of a Loop
};
[[nodiscard]] IterationNames namesAfter(const ExpansionSite& site, const onnx::GraphProto& body, LoopProgress progress);

/// Before the first iteration: `states` inputs of the node from number `firstState` on.
[[nodiscard]] LoopProgress startOf(const onnx::NodeProto& node, std::size_t states, std::size_t firstState,
                                   std::size_t scanned);

/// Iteration `names.after.iteration` - 1 of the body, behind the nodes `before`.
[[nodiscard]] Result<Expansion> iterationOf(const ExpansionSite& site, const onnx::GraphProto& body,
                                            std::vector<onnx::NodeProto> before, std::vector<std::string> arguments,
                                            IterationNames names);

/// Whether one more iteration may be added. One loop takes at most half of what is left, so that something is left for
/// what comes after it.
[[nodiscard]] bool hasRoom(const ExpansionSite& site, const onnx::GraphProto& body);

[[nodiscard]] Warning warningOf(const ExpansionSite& site, Severity severity, std::string what,
                                std::string consequence);

/// That only `done` of `all` iterations are read.
[[nodiscard]] Warning cutOff(const ExpansionSite& site, std::int64_t done, std::int64_t all);

/// A joined output of the loop: the axis along which its parts lie, and whether the last iteration comes first.
struct JoinedOutput {
  std::int64_t axis = 0;
  bool backward = false;
};

/// What remains after the last iteration: the outputs of the node from the last states and from the parts of its scan
/// outputs, which are joined along a new axis.
[[nodiscard]] Expansion loopOutputs(const ExpansionSite& site, const LoopProgress& progress,
                                    const std::vector<JoinedOutput>& joined);

/// One element of a value along an axis.
struct Picked {
  std::string from;
  std::int64_t axis = 0;
  std::int64_t index = 0;
  std::string nodeName;
};
/// Nodes that take it out of the value, without the axis, under the name `result`.
[[nodiscard]] std::vector<onnx::NodeProto> pickNodes(const ExpansionSite& site, const Picked& picked,
                                                     const std::string& result);

/// A Constant that makes the scalar `number` under that name.
[[nodiscard]] onnx::NodeProto numberNode(const std::string& name, std::int64_t number);

}  // namespace fusewright
