#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/workload/workload.h"

namespace fusewright::tests {

/// A layer's use of a tensor, axes in words: "B K 2*OX+FX-1" is three axes, outermost first; "0" is an axis of one
/// index, "~N" an axis of size 1 that is repeated along loop N.
struct Use {
  TensorId tensor;
  std::string axes;
};

/// Writes small workloads down, layer by layer.
class WorkloadWriter {
 public:
  explicit WorkloadWriter(int precision = 8) : precision_(precision) {}

  /// A graph input or a weight.
  TensorId constant(std::string name, std::vector<std::int64_t> shape, TensorKind kind = TensorKind::Weight);

  /// A layer with cost over the loops of "L=4 D=8"; inputs are I, W, and further W. Its output is called like the layer
  /// and has the size that the loops reach.
  TensorId layer(std::string name, const std::string& loops, const std::vector<Use>& inputs, const std::string& output);

  /// A layout operator with one output.
  TensorId routing(std::string name, std::vector<std::int64_t> shape, std::vector<RoutedInput> inputs);

  /// Makes the last layer step number `step` of scan 0 whose first layer of the same kind is `family`.
  void lastIsStep(std::int32_t step, LayerId family);

  [[nodiscard]] LayerId nextLayer() const { return LayerId(workload_.layers.size()); }
  [[nodiscard]] const Workload& workload() const { return workload_; }

 private:
  TensorId addOutput(Layer layer, std::vector<std::int64_t> shape);

  Workload workload_;
  int precision_;
};

/// An operand whose axes are `axes` (see Use) over the loops of `layer`.
[[nodiscard]] Operand operandOf(const Layer& layer, OperandRole role, const std::string& axes, int precision = 8);

/// Sizes of twoLayerChain.
struct ChainSizes {
  std::int64_t rows = 10;
  int bitsPerElement = 10;
};

/// x -> first -> second -> result: two elementwise layers over "L" rows, each reading its predecessor alone.
[[nodiscard]] Workload twoLayerChain(ChainSizes sizes = {});

}  // namespace fusewright::tests
