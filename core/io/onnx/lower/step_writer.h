#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/onnx/lower/lowering.h"

namespace fusewright {

/// Longest recurrence that is unrolled.
inline constexpr std::int64_t kMostSteps = std::int64_t{1} << 17;

/// One layer of one step: a nest and the tensor that it leaves behind. The first input is I, the others are W.
struct StepLayer {
  std::string what;       ///< names the kind of layer: all steps of one kind form a family
  std::string operation;  ///< ONNX op type; its class is that of the layer, so that products count as contractions
  int cyclesPerOperation = 1;
  std::vector<LoopDim> dims;
  std::vector<Operand> inputs;
  std::vector<Axis> outputAxes;
  std::vector<std::int64_t> shape;  ///< of the output
};

/// Adds the layers of a recurrence to what a node becomes, step by step (METHOD A1, "The scan"): every step is layers
/// of its own, tied to the steps before and after it only by the tensors that hold the state.
class StepWriter {
 public:
  /// `path` comes between the node's name and the names of layers: "" or "backward/".
  StepWriter(const LoweringSite& site, Lowered& lowered, std::int32_t scan, std::string path);

  /// A tensor between layers of this node.
  TensorId addTensor(std::string name, std::vector<std::int64_t> shape, int precision,
                     TensorKind kind = TensorKind::Activation);

  /// A state of nothing but zeros.
  TensorId addZeros(const std::string& name, std::vector<std::int64_t> shape, int precision);

  /// The output of `layer`, a layer outside of the steps.
  TensorId addLayer(const StepLayer& layer, int precision);

  /// The output of `layer` of step number `step`.
  TensorId addStep(const StepLayer& layer, std::int32_t step, int precision);

  /// A routing layer called `what`.
  void addRoutes(const std::string& what, std::vector<Route> routes);

 private:
  Layer nest(const StepLayer& layer, std::string name) const;
  TensorId append(Layer layer, const StepLayer& step, int precision);
  [[nodiscard]] std::string pathOf(const std::string& what) const;

  const LoweringSite& site_;
  Lowered& lowered_;
  std::int32_t scan_;
  std::string path_;
  std::map<std::string, LayerId> families_;
};

/// Number of the next recurrence of the workload: one more than the largest so far.
[[nodiscard]] std::int32_t nextRecurrence(const Workload& workload);

/// An axis that follows loop number `loop`: offset + stride * iteration.
[[nodiscard]] Axis axisAlong(int loop, std::int64_t offset = 0, std::int64_t stride = 1);

/// An axis of which only element `index` is used.
[[nodiscard]] Axis axisAt(std::int64_t index);

}  // namespace fusewright
