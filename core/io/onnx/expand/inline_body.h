#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/io/onnx/expand/expansion.h"

namespace fusewright {

/// A body and the names that it meets outside.
struct BodyCall {
  const onnx::GraphProto& body;
  std::vector<std::string> arguments;  ///< value for each input of the body; "" or missing: left out
  std::vector<std::string> results;    ///< name for each output of the body; "" where nobody reads it
  std::string prefix;                  ///< goes before the names of values inside; occurs nowhere else
  std::string nodePrefix;  ///< goes before the names of nodes and weights: the same for all iterations of a loop
  std::string where;       ///< for messages
  std::function<bool(const std::string&)> isOuter;  ///< whether a value of that name is there outside
};

/// The nodes of the body under names of the whole graph. Bodies within the body stay what they are, with the names that
/// they capture changed accordingly. Errors: those of nodeOrder.
[[nodiscard]] Result<Expansion> inlineBody(const BodyCall& call);

/// `body` with every attribute that refers to an attribute of the function (ref_attr_name) replaced by that of
/// `caller`, or removed if the caller lacks it.
[[nodiscard]] onnx::GraphProto withAttributes(onnx::GraphProto body, const onnx::NodeProto& caller);

}  // namespace fusewright
