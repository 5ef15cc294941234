#pragma once

#include <string>
#include <vector>

#include "core/io/models/model_builder.h"

namespace fusewright {

/// A value of the model that is being written.
struct Value {
  std::string name;
  Sizes shape;
};

/// Writes layers that make one value each, called "<layer>_output_0", and works out its shape.
class LayerWriter {
 public:
  /// Every costed layer bills `bits` per element.
  LayerWriter(const std::string& graph, int bits) : model_(graph, kOpset), bits_(bits) {}

  [[nodiscard]] ModelBuilder& model() { return model_; }

  Value input(const std::string& name, const Sizes& shape);
  /// An input of truth values.
  Value mask(const std::string& name, const Sizes& shape);
  /// An input of whole numbers.
  Value numbers(const std::string& name, const Sizes& shape);
  Value weight(const std::string& name, const Sizes& shape);
  /// A constant of one element.
  Value scalar(const std::string& name, float number);
  void output(const Value& value);

  /// An elementwise layer; inputs of fewer or single elements are broadcast.
  Value elementwise(const std::string& operation, const std::string& name, const std::vector<Value>& inputs);
  /// Products of matrices [..., rows, inner] and [..., inner, columns]; axes before them are broadcast.
  Value matMul(const std::string& name, const Value& left, const Value& right);
  Value einsum(const std::string& name, const std::string& equation, const std::vector<Value>& inputs);
  /// The mean over the last axis, which stays with one element.
  Value mean(const std::string& name, const Value& input);
  Value softmax(const std::string& name, const Value& input);
  Value cumulativeSum(const std::string& name, const Value& input, std::int64_t axis);
  /// The rows of `table` that `indices` name.
  Value gather(const std::string& name, const Value& table, const Value& indices);

  /// "<name>/Shape", the sizes, and "<name>/Reshape".
  Value reshape(const std::string& name, const Value& input, const Sizes& shape);
  Value transpose(const std::string& name, const Value& input, const Sizes& permutation);
  Value concat(const std::string& name, const std::vector<Value>& inputs, std::int64_t axis);
  /// Parts of these sizes, one after the other along an axis.
  std::vector<Value> split(const std::string& name, const Value& input, std::int64_t axis, const Sizes& parts);
  /// Elements [begin, end) of an axis.
  Value slice(const std::string& name, const Value& input, std::int64_t axis, std::int64_t begin, std::int64_t end);
  /// `count` zeros before the first element of an axis.
  Value padFront(const std::string& name, const Value& input, std::size_t axis, std::int64_t count);
  /// A convolution along the last axis of [batch, channels, tokens], each channel for itself, after `padding` zeros;
  /// weights "<name>.weight" and "<name>.bias".
  Value convAlongTokens(const std::string& name, const Value& input, std::int64_t taps, std::int64_t padding);

 private:
  static constexpr std::int64_t kOpset = 14;

  /// Declares the value that a layer makes.
  Value made(const std::string& name, Sizes shape);

  ModelBuilder model_;
  int bits_;
};

/// input * weight, with weight [last axis of input, columns]; layers "<name>/MatMul" of weight "<name>.weight".
[[nodiscard]] Value project(LayerWriter& write, const std::string& name, const Value& input, std::int64_t columns);

/// The same plus "<name>.bias" by the layer "<name>/Add".
[[nodiscard]] Value projectWithBias(LayerWriter& write, const std::string& name, const Value& input,
                                    std::int64_t columns);

}  // namespace fusewright
