#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <onnx/onnx_pb.h>

namespace fusewright {

using Sizes = std::vector<std::int64_t>;

/// Appends attributes to a node as it is written down: `add(...).integer("axis", -1).text("equation", "bld,d->bld")`.
class NodeWriter {
 public:
  explicit NodeWriter(onnx::NodeProto& node) : node_(&node) {}

  NodeWriter& integer(const std::string& name, std::int64_t value);
  NodeWriter& integers(const std::string& name, const Sizes& values);
  NodeWriter& number(const std::string& name, float value);
  NodeWriter& text(const std::string& name, const std::string& value);
  /// The bits per element that METHOD A1 bills for weights, activations and outputs.
  NodeWriter& precision(int bits);

 private:
  onnx::NodeProto* node_;
};

/// Writes down an ONNX model of 32-bit floating-point tensors without the contents of its weights.
class ModelBuilder {
 public:
  ModelBuilder(const std::string& name, std::int64_t opset);

  void importDomain(const std::string& domain, std::int64_t version);
  void input(const std::string& name, const Sizes& shape);
  /// An input of truth values.
  void mask(const std::string& name, const Sizes& shape);
  /// An input of whole numbers.
  void numbers(const std::string& name, const Sizes& shape);
  void output(const std::string& name, const Sizes& shape);
  /// An initialiser without contents.
  void weight(const std::string& name, const Sizes& shape);
  /// Declares the shape of a value between nodes.
  void value(const std::string& name, const Sizes& shape);
  /// A node with the value infos of its outputs left to the caller.
  NodeWriter node(const std::string& operation, const std::string& name, const std::vector<std::string>& inputs,
                  const std::vector<std::string>& outputs, const std::string& domain = "");
  /// A Constant of whole numbers, and its value info.
  void wholeNumbers(const std::string& name, const std::string& output, const Sizes& numbers);
  /// A Constant of one whole number without axes, and its value info.
  void wholeNumber(const std::string& name, const std::string& output, std::int64_t number);
  /// A Constant scalar, and its value info.
  void scalar(const std::string& name, const std::string& output, float value);
  /// A Constant without contents, and its value info.
  void emptyConstant(const std::string& name, const std::string& output, const Sizes& shape);

  [[nodiscard]] std::string serialise() const;

 private:
  onnx::TensorProto& constant(const std::string& name, const std::string& output);

  onnx::ModelProto model_;
};

}  // namespace fusewright
