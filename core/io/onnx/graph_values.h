#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <onnx/onnx_pb.h>

#include "core/base/result.h"
#include "core/io/onnx/infer_node.h"
#include "core/io/onnx/onnx_graph.h"
#include "core/io/onnx/partial_shape.h"

namespace fusewright {

/// Which shape holds where the model declares one and the operator yields another.
enum class ShapeTrust : std::uint8_t {
  Declared,  ///< what the exporter wrote: the operators are newer than libonnx
  Inferred,  ///< what follows from the inputs
};

/// A graph while its nodes are gone through, with what libonnx needs to know of its values.
class GraphValues {
 public:
  GraphValues(std::string file, std::int64_t opset, ShapeTrust trust);

  /// What the model says about the value `name`, to be used when a node makes it.
  void declare(const std::string& name, const onnx::TypeProto& type) { declared_[name] = type; }

  void addWeight(const onnx::TensorProto& weight);
  void addWeight(const onnx::SparseTensorProto& weight);
  /// Errors: a tensor of no shape.
  [[nodiscard]] Result<void> addInput(const onnx::ValueInfoProto& input);
  /// A Constant with a tensor, numbers or a number; false for what is none of these.
  [[nodiscard]] bool addConstant(const onnx::NodeProto& node);

  /// Output number `output` of `node`, as inferred; what is missing comes from the declaration or is guessed. Shape
  /// arithmetic on known numbers is carried out.
  void addOutput(const OnnxNode& node, std::size_t output, const PartialShape& inferred, int inferredElement);

  void addNode(OnnxNode node) { graph_.nodes.push_back(std::move(node)); }
  void addOutputName(const std::string& name) { graph_.outputs.push_back(name); }
  void warn(Warning warning);

  /// Error if a size does not fit 31 bits.
  [[nodiscard]] Result<void> checkSizes() const;

  [[nodiscard]] const OnnxGraph& graph() const { return graph_; }
  [[nodiscard]] const KnownValues& known() const { return known_; }
  [[nodiscard]] OnnxGraph takeGraph() { return std::move(graph_); }

 private:
  using Shape = std::vector<std::int64_t>;

  void addTensor(const std::string& name, OnnxOrigin origin, const onnx::TensorProto& tensor);
  void add(const std::string& name, OnnxOrigin origin, int element, const Shape& shape, std::optional<Shape> contents);
  void addReals(const std::string& name, std::vector<double> numbers);
  [[nodiscard]] int firstElementType(const OnnxNode& node) const;
  [[nodiscard]] Shape chosenShape(const OnnxNode& node, const std::string& name, const PartialShape& inferred,
                                  const PartialShape& declared);
  [[nodiscard]] Shape guessedShape(const OnnxNode& node, const std::string& name, const PartialShape& partial);
  void warnOf(const OnnxNode& node, Severity severity, std::string what, std::string consequence);

  ShapeTrust trust_;
  OnnxGraph graph_;
  KnownValues known_;
  std::map<std::string, onnx::TypeProto> declared_;
  std::set<std::string> said_;      ///< warnings
  std::set<std::string> doubtful_;  ///< values whose shape was guessed, or follows from such
};

}  // namespace fusewright
