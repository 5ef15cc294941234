#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/workload/workload.h"

namespace fusewright {

/// An attribute of a node. Tensors, graphs and types are not kept: nothing after reading needs them.
using OnnxAttribute = std::variant<std::int64_t, double, std::string, std::vector<std::int64_t>, std::vector<double>,
                                   std::vector<std::string>>;

/// Where a node comes from that is a copy of one in the body of a loop.
struct UnrolledStep {
  std::string node;       ///< the node with the body
  std::int32_t step = 0;  ///< iteration
  std::string part;       ///< names the node in the body, alike in all iterations

  friend bool operator==(const UnrolledStep&, const UnrolledStep&) = default;
};

/// One operator of a model.
struct OnnxNode {
  std::string name;                  ///< never empty, unique in the graph but for the steps of one loop
  std::string operation;             ///< op type
  std::string domain;                ///< empty for the standard operators
  std::vector<std::string> inputs;   ///< names of values; "" where an optional input is left out
  std::vector<std::string> outputs;  ///< names of values; "" where an optional output is left out
  std::map<std::string, OnnxAttribute> attributes;
  std::vector<std::string> captured;  ///< values of this graph that bodies of If, Loop, Scan read
  std::optional<UnrolledStep> unrolled = {};

  friend bool operator==(const OnnxNode&, const OnnxNode&) = default;
};

/// Where a value comes from.
enum class OnnxOrigin : std::uint8_t { Input, Weight, Constant, Node };

/// One tensor of a model.
struct OnnxValue {
  OnnxOrigin origin = OnnxOrigin::Node;
  std::string elementType;  ///< "float32", "int64", ...
  int elementBits = 32;
  std::vector<std::int64_t> shape;                    ///< outermost axis first; every size known and positive
  std::optional<std::vector<std::int64_t>> contents;  ///< row-major, if known when reading: shapes, axes, indices
  std::optional<std::vector<double>> reals = {};      ///< the same of a small tensor of real numbers

  friend bool operator==(const OnnxValue&, const OnnxValue&) = default;
};

/// A model between its file format and a Workload: nodes in an order that can be executed, every size known, every
/// name resolved.
struct OnnxGraph {
  std::string file;        ///< as messages name it
  std::int64_t opset = 0;  ///< of the standard operators
  std::vector<OnnxNode> nodes;
  std::map<std::string, OnnxValue> values;  ///< by name
  std::vector<std::string> inputs;          ///< that are no weights, in file order
  std::vector<std::string> weights;         ///< initialisers, in file order
  std::vector<std::string> outputs;
  std::vector<Warning> warnings;
  bool hasGuessedSizes = false;  ///< some size that the model leaves open was taken to be a usual one

  friend bool operator==(const OnnxGraph&, const OnnxGraph&) = default;
};

/// Attribute `name` of `node`, or `fallback` if it is absent or of another type.
[[nodiscard]] std::int64_t attributeOr(const OnnxNode& node, const std::string& name, std::int64_t fallback);
[[nodiscard]] std::string attributeOr(const OnnxNode& node, const std::string& name, const std::string& fallback);
[[nodiscard]] std::vector<std::int64_t> attributeOr(const OnnxNode& node, const std::string& name,
                                                    const std::vector<std::int64_t>& fallback);

/// Contents of input number `index` of `node`, if it is given and known.
[[nodiscard]] std::optional<std::vector<std::int64_t>> inputContents(const OnnxGraph& graph, const OnnxNode& node,
                                                                     std::size_t index);

/// Whether the contents of the value are known when reading.
[[nodiscard]] inline bool isKnown(const OnnxValue& value) {
  return value.contents.has_value() || value.reals.has_value();
}

/// "model.onnx: node 'name'", for messages.
[[nodiscard]] std::string whereIs(const OnnxGraph& graph, const OnnxNode& node);

/// `axis` counted from the front; none if it lies outside of a tensor of `rank` axes.
[[nodiscard]] std::optional<std::size_t> frontAxis(std::int64_t axis, std::size_t rank);

/// Product of sizes; none if it does not fit 62 bits.
[[nodiscard]] std::optional<std::int64_t> elementCount(const std::vector<std::int64_t>& shape);

}  // namespace fusewright
