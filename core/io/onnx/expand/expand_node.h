#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/base/result.h"
#include "core/io/onnx/expand/expansion.h"
#include "core/io/onnx/infer_node.h"
#include "core/io/onnx_reader.h"

namespace fusewright {

/// Functions that a model brings along, by "domain::name".
using LocalFunctions = std::map<std::string, const onnx::FunctionProto*>;

/// A node and all that decides what it expands to.
struct ExpansionSite {
  const onnx::NodeProto& node;  ///< with names of the whole graph
  const OnnxGraph& graph;       ///< what is known before the node
  const KnownValues& known;     ///< the same for libonnx
  const Opsets& opsets;
  const LocalFunctions& functions;
  const OnnxReadOptions& options;
  std::string prefix;   ///< for names of nodes inside; ends in "/"
  std::string stepTag;  ///< "[3]" if the node itself is in iteration 3 of a loop: other iterations have the same prefix
  LoopProgress* progress = nullptr;  ///< of a loop that is under way; taken from here, as it grows with the iterations
  std::size_t room = 0;              ///< nodes that may still be added to the graph
};

/// What the node stands for if it has a body: the branch of an If, an iteration of a Loop or Scan, a function of the
/// model, or that of an operator which has no rule of ours but an ONNX function body. None: the node is one of its own.
/// Errors: bodies that are no graphs, or whose inputs and outputs do not fit the node.
[[nodiscard]] Result<std::optional<Expansion>> expandNode(const ExpansionSite& site);

// The parts, one a file.
[[nodiscard]] Result<std::optional<Expansion>> expandBranch(const ExpansionSite& site);
[[nodiscard]] Result<std::optional<Expansion>> expandLoop(const ExpansionSite& site);
[[nodiscard]] Result<std::optional<Expansion>> expandScan(const ExpansionSite& site);
[[nodiscard]] Result<std::optional<Expansion>> expandLocalFunction(const ExpansionSite& site);
[[nodiscard]] Result<std::optional<Expansion>> expandOperatorFunction(const ExpansionSite& site);

// What they share.

/// "model.onnx: node 'name'"
[[nodiscard]] std::string whereIs(const ExpansionSite& site);
/// The graph in attribute `name`; null if there is none.
[[nodiscard]] const onnx::GraphProto* bodyOf(const onnx::NodeProto& node, const std::string& name);
/// The only element of the value `name`, if it is known.
[[nodiscard]] std::optional<std::int64_t> knownScalar(const ExpansionSite& site, const std::string& name);
/// The nodes of `body`, between those values. `part` tells the values in it from those of other bodies of the node,
/// `nodePart` its nodes.
[[nodiscard]] Result<Expansion> inlineAt(const ExpansionSite& site, const onnx::GraphProto& body,
                                         std::vector<std::string> arguments, std::vector<std::string> results,
                                         const std::string& part, const std::string& nodePart);
/// Version of the operators of `domain`; 1 if the model does not say.
[[nodiscard]] int versionOf(const Opsets& opsets, const std::string& domain);

}  // namespace fusewright
